using Microsoft.Extensions.Time.Testing;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations.Visitors;

/// <summary>An agent may offer help; a visitor may say no, and is left alone.</summary>
public class InvitationTests
{
    private static readonly VisitedPage Page = new("https://shop.example/", "Home", null, null);

    [Theory, BothDatabases]
    public async Task A_yes_opens_a_conversation_that_is_the_inviting_agents(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives(page: Page);
        await using var lan = await shop.SignsIn("Lan");
        var line = await visitor.Connects();
        var desk = await lan.Connects();

        var invitation = await Invite(lan, visitor, "需要帮忙吗？");
        (await line.Until(VisitorEvents.Invited)).Read<VisitorInvited>().Invitation.ShouldBe(invitation);
        await Answers(visitor, invitation.Id, true);
        await Answers(visitor, invitation.Id, true); // a repeat

        var row = (await lan.Inbox(InboxFilter.Mine)).Items.ShouldHaveSingleItem();
        (row.Status, row.Preview, row.LastAuthor).ShouldBe((ConversationStatus.Waiting, "需要帮忙吗？", MessageAuthor.Agent));
        (await lan.Seat()).Open.ShouldBe(1);
        var thread = await visitor.Thread();
        (thread.AgentName, thread.Items[^1].Text, thread.Items[^1].SenderName).ShouldBe(("Lan", "需要帮忙吗？", "Lan"));
        (await desk.Until(ConversationEvents.Assigned)).Read<ConversationChanged>().ActorId.ShouldBe(visitor.Id, "what the agent did not do is news to them");
        (await desk.Until(VisitorEvents.InvitationAnswered)).Read<InvitationAnswered>().ShouldBe(new InvitationAnswered(visitor.Id, lan.Id, true, row.Id));
    }

    [Theory, BothDatabases]
    public async Task Not_now_is_remembered_for_days(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Arrives(page: Page);
        await using var lan = await shop.SignsIn("Lan");
        var invitation = await Invite(lan, visitor);
        (await Looks(visitor)).Invitation.ShouldBe(invitation);

        await Answers(visitor, invitation.Id, false);

        (await Looks(visitor)).Invitation.ShouldBeNull();
        (await Code(() => Invite(lan, visitor))).ShouldBe("invitation.refused");
        clock.Advance(TimeSpan.FromDays(6));
        await Looks(visitor);
        (await Code(() => Invite(lan, visitor))).ShouldBe("invitation.refused");
        clock.Advance(TimeSpan.FromDays(2));
        await Looks(visitor);
        await Invite(lan, visitor);
        (await lan.Inbox()).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_invited_again_and_again_nor_while_they_talk_nor_after_they_left(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, o => { XiaoerApp.Generous(o); o.Conversations.InvitationsPerAgent = 3; }, clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Arrives(page: Page);
        await using var talking = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");

        (await Code(() => Invite(lan, talking))).ShouldBe("invitation.talking");
        await Invite(lan, visitor);
        (await Code(() => Invite(lan, visitor))).ShouldBe("invitation.stands");
        clock.Advance(TimeSpan.FromMinutes(31));
        (await Code(() => Invite(lan, visitor))).ShouldBe("invitation.gone");
        await Looks(visitor);
        await Invite(lan, visitor);
        clock.Advance(TimeSpan.FromMinutes(31));
        await Looks(visitor);
        (await Code(() => Invite(lan, visitor))).ShouldBe("invitation.often");

        clock.Advance(TimeSpan.FromHours(2));
        for (var i = 0; i < 3; i++) await Invite(lan, await shop.Arrives(page: Page));
        (await Code(async () => await Invite(lan, await shop.Arrives(page: Page)))).ShouldBe("invitation.too_fast");
    }

    [Theory, BothDatabases]
    public async Task P5_Nobody_answers_another_visitors_invitation(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives(page: Page);
        await using var stranger = await shop.Arrives(page: Page);
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");
        var invitation = await Invite(lan, visitor);

        (await Should.ThrowAsync<Refused>(() => Answers(stranger, invitation.Id, true))).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await Should.ThrowAsync<Refused>(() => Invite(hua, stranger))).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task With_every_seat_taken_a_yes_waits_in_the_queue(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var busy = await shop.Asks("first");
        await using var visitor = await shop.Arrives(page: Page);
        var invitation = await Invite(lan, visitor);
        await lan.Sits(capacity: 1);
        await lan.Claims(busy.Conversation);

        await Answers(visitor, invitation.Id, true);

        (await lan.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem().PersonWantedAt.ShouldNotBeNull();
    }

    [Theory, BothDatabases]
    public async Task A_yes_long_after_waits_in_the_queue(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Arrives(page: Page);
        await using var lan = await shop.SignsIn("Lan");
        var invitation = await Invite(lan, visitor);

        clock.Advance(TimeSpan.FromMinutes(31));
        await Answers(visitor, invitation.Id, true);

        (await lan.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem().PersonWantedAt.ShouldNotBeNull();
    }

    private static Task<VisitorInvitationView> Invite(Agent by, Visitor whom, string text = "Hello!") =>
        by.Api.Post<VisitorInvitationView>($"{by.Desk}/visitors/{whom.Id}/invitations", new InviteVisitorRequest(text));

    private static Task Answers(Visitor visitor, Guid invitation, bool yes) => visitor.Api.Post("/api/v1/widget/invitation", new AnswerInvitationRequest(invitation, yes));

    private static Task<PageAnswer> Looks(Visitor visitor) => visitor.Api.Post<PageAnswer>("/api/v1/widget/page", Page);

    private static async Task<string?> Code(Func<Task> act) => (await Should.ThrowAsync<Refused>(act)).Code;
}
