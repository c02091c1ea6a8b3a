using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>A note calls colleagues; they hear it, find it, and never see what they may not see.</summary>
public class MentionTests
{
    [Theory, BothDatabases]
    public async Task Who_is_called_hears_it_and_finds_the_note(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("Where is my parcel?");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        var line = await mei.Connects();

        var ack = await Calls(lan, visitor.Conversation, "@Mei 仓库那边您熟", mei.Id, lan.Id, mei.Id);

        var told = (await line.Until(ConversationEvents.Mentioned)).Read<MessageMentioned>();
        told.ShouldBe(new MessageMentioned(visitor.Conversation, ack.Sequence, mei.Id, "Lan"));
        var list = await Mentions(mei);
        list.Unseen.ShouldBe(1);
        list.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => m.ConversationId.ShouldBe(visitor.Conversation), m => m.Sequence.ShouldBe(ack.Sequence), m => m.ByName.ShouldBe("Lan"), m => m.Excerpt.ShouldBe("@Mei 仓库那边您熟"));
        (await Mentions(lan)).Items.ShouldBeEmpty("nobody calls themselves");
    }

    [Theory, BothDatabases]
    public async Task Seen_is_seen_and_only_by_who_saw_it(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var bo = await shop.SignsIn("Bo");
        var first = await Calls(lan, visitor.Conversation, "@Mei @Bo one", mei.Id, bo.Id);
        await Calls(lan, visitor.Conversation, "@Mei two", mei.Id);

        await mei.Api.Post($"{mei.Desk}/mentions/seen", new SeeMentionsRequest(visitor.Conversation, first.Sequence));

        (await Mentions(mei)).Unseen.ShouldBe(1);
        (await Mentions(mei)).Items.Select(m => m.SeenAt is null).ShouldBe([true, false], "what is not seen comes first");
        (await Mentions(bo)).Unseen.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task P5_Nobody_is_called_to_or_finds_what_they_may_not_see(Database database)
    {
        var shop = await TestShop.On(database);
        var elsewhere = await shop.App.NewShop();
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var bo = await shop.SignsIn("Bo");
        await using var hua = await shop.SignsIn("Hua");
        await using var foreigner = await elsewhere.SignsIn("Lan");

        foreach (var person in new[] { hua.Id, foreigner.Id, Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) })
            (await Should.ThrowAsync<Refused>(() => Calls(lan, visitor.Conversation, "@you", person))).ShouldSatisfyAllConditions(
                r => r.Status.ShouldBe(HttpStatusCode.Conflict), r => r.Code.ShouldBe("mention.cannot_see"));

        await Calls(lan, visitor.Conversation, "@Mei", mei.Id);
        await bo.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales);
        (await Mentions(mei)).ShouldSatisfyAllConditions(m => m.Items.ShouldBeEmpty(), m => m.Unseen.ShouldBe(0));
        (await Should.ThrowAsync<Refused>(() => mei.Api.Post($"{mei.Desk}/mentions/seen", new SeeMentionsRequest(visitor.Conversation, 99)))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task W10_Only_a_note_calls_and_never_a_visitor(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await lan.Claims(visitor.Conversation);
        var calling = new MessageContent(Mentions: [mei.Id]);

        var asked = await visitor.Says(visitor.Message("@Mei") with { Content = calling });
        var said = await lan.Says(visitor.Conversation, lan.Message("@Mei") with { Content = calling });

        foreach (var ack in new[] { asked, said }) (await lan.Sees(ack)).Content.ShouldBeNull();
        (await Mentions(mei)).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_note_taken_back_calls_nobody(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        var ack = await Calls(lan, visitor.Conversation, "@Mei", mei.Id);

        await lan.Recalls(ack);

        (await Mentions(mei)).ShouldSatisfyAllConditions(m => m.Items.ShouldBeEmpty(), m => m.Unseen.ShouldBe(0));
    }

    private static Task<MessageAck> Calls(Agent agent, Guid conversation, string text, params Guid[] people) =>
        agent.Says(conversation, agent.Message(text, MessageKind.Note) with { Content = new MessageContent(Mentions: people) });

    private static Task<MentionList> Mentions(Agent agent) => agent.Api.Get<MentionList>($"{agent.Desk}/mentions");
}
