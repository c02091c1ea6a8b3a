using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>A message answers an earlier one of the same conversation; what it says there is read, never copied.</summary>
public class QuoteTests
{
    [Theory, BothDatabases]
    public async Task An_answer_shows_what_it_answers(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("红色的还有吗？\n要 M 码");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var asked = (await visitor.Thread()).Items.Single(m => m.Author == MessageAuthor.Customer);
        var line = await visitor.Connects();

        var ack = await lan.Says(visitor.Conversation, lan.Message("有的") with { Content = Sending.Answering(visitor.Conversation, asked.Sequence) });

        var live = (await line.Until(e => e.Name == ConversationEvents.MessagePosted && e.Read<MessagePosted>().Message.Id == ack.Id)).Read<MessagePosted>().Message;
        foreach (var seen in new[] { live, await visitor.Sees(ack), await lan.Sees(ack) })
            seen.Content!.Quote.ShouldBe(new QuotePart(visitor.Conversation, asked.Sequence, new QuotedMessage(MessageAuthor.Customer, null, MessageKind.Text, "红色的还有吗？ 要 M 码")));
    }

    [Theory, BothDatabases]
    public async Task What_is_quoted_is_found_even_pages_away(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("the very first");
        var first = (await visitor.Thread()).Items.First(m => m.Author == MessageAuthor.Customer);
        for (var i = 0; i < 60; i++) await visitor.Says($"{i}");

        var ack = await visitor.Says(visitor.Message("as I said") with { Content = Sending.Answering(visitor.Conversation, first.Sequence) });

        (await visitor.Sees(ack)).Content!.Quote!.Message!.Excerpt.ShouldBe("the very first");
    }

    [Theory, BothDatabases]
    public async Task A_message_that_was_taken_back_is_quoted_without_words(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var said = await lan.Replies(visitor.Conversation, "a promise");
        var answer = await visitor.Says(visitor.Message("you promised") with { Content = Sending.Answering(said.ConversationId, said.Sequence) });

        await lan.Recalls(said);

        (await visitor.Sees(answer)).Content!.Quote!.Message.ShouldBe(new QuotedMessage(MessageAuthor.Agent, "Lan", MessageKind.Text, "", Recalled: true));
    }

    [Theory, BothDatabases]
    public async Task W04_Nothing_is_quoted_from_elsewhere_and_no_note_to_the_customer(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var other = await shop.Asks("private matter");
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");
        await lan.Claims(visitor.Conversation);
        var noted = await lan.Notes(visitor.Conversation, "between us");
        var theirs = (await other.Thread()).Items.Single(m => m.Author == MessageAuthor.Customer);

        foreach (var content in new[] { Sending.Answering(other.Conversation, theirs.Sequence), Sending.Answering(visitor.Conversation, noted.Sequence), Sending.Answering(visitor.Conversation, 999) })
        {
            (await Should.ThrowAsync<Refused>(() => lan.Says(visitor.Conversation, lan.Message("see") with { Content = content }))).Code.ShouldBe("bad_quote");
        }
        (await Should.ThrowAsync<Refused>(() => visitor.Says(visitor.Message("see") with { Content = Sending.Answering(visitor.Conversation, noted.Sequence) }))).Code.ShouldBe("bad_quote");
        (await Should.ThrowAsync<Refused>(() => hua.Says(visitor.Conversation, hua.Message("see", MessageKind.Note) with { Content = Sending.Answering(visitor.Conversation, noted.Sequence) })))
            .Status.ShouldBe(HttpStatusCode.NotFound);
        var foreign = await visitor.Says(visitor.Message("see there") with { Content = Sending.Answering(other.Conversation, theirs.Sequence) });
        (await visitor.Sees(foreign)).Content.ShouldBeNull("words never fail because what they answer is in another conversation");
        (await lan.Says(visitor.Conversation, lan.Message("right", MessageKind.Note) with { Content = Sending.Answering(visitor.Conversation, noted.Sequence) })).Sequence.ShouldBeGreaterThan(0);
    }
}
