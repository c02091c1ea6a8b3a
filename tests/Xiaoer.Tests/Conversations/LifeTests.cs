using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Handed on, resolved, taken up again, or followed by the next conversation.</summary>
public class LifeTests
{
    [Theory, BothDatabases]
    public async Task A_conversation_goes_to_a_colleague_and_takes_its_seat_along(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await lan.Claims(visitor.Conversation);

        await lan.Transfers(visitor.Conversation, person: mei.Id, note: "knows tea better");

        (await lan.Seat()).Open.ShouldBe(0);
        (await mei.Seat()).Open.ShouldBe(1);
        var view = await mei.Opens(visitor.Conversation);
        view.Row.AssigneeId.ShouldBe(mei.Id);
        view.Messages.Items.ShouldContain(m => m.Kind == MessageKind.Note && m.Text == "knows tea better");
        (await visitor.Thread()).Items.ShouldNotContain(m => m.Text == "knows tea better");
    }

    [Theory, BothDatabases]
    public async Task A_colleague_without_a_free_seat_is_given_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var one = await shop.Asks("1");
        await using var two = await shop.Asks("2");
        await mei.Sits(capacity: 1);
        await mei.Claims(one.Conversation);
        await lan.Claims(two.Conversation);

        (await Should.ThrowAsync<Refused>(() => lan.Transfers(two.Conversation, person: mei.Id))).Code.ShouldBe("desk.no_free_seat");

        (await lan.Opens(two.Conversation)).Row.AssigneeId.ShouldBe(lan.Id);
        (await lan.Seat()).Open.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Handed_to_another_team_it_waits_in_that_queue(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("it broke");
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");
        await lan.Claims(visitor.Conversation);

        await lan.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales);

        (await hua.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem().Id.ShouldBe(visitor.Conversation);
        (await lan.Inbox()).Items.ShouldBeEmpty();
        (await lan.Seat()).Open.ShouldBe(0);
        (await hua.TakesNext())!.Id.ShouldBe(visitor.Conversation);
    }

    [Theory, BothDatabases]
    public async Task What_a_colleague_should_know_goes_along_into_a_team_one_does_not_see(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("it broke");
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");
        await lan.Claims(visitor.Conversation);

        var refused = await Should.ThrowAsync<Refused>(() => lan.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales, note: "half a \0 note"));
        (await lan.Opens(visitor.Conversation)).Row.AssigneeId.ShouldBe(lan.Id);
        await lan.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales, note: "the lid is missing");

        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.BadRequest, "bad_text"));
        var note = (await hua.Opens(visitor.Conversation)).Messages.Items.Where(m => m.Kind == MessageKind.Note).ShouldHaveSingleItem();
        (note.Text, note.SenderName, note.Author).ShouldBe(("the lid is missing", "Lan", MessageAuthor.Agent));
        (await visitor.Thread()).Items.ShouldNotContain(m => m.Text == "the lid is missing");
    }

    [Theory, BothDatabases]
    public async Task Nobody_is_given_a_conversation_they_could_not_answer(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var people = shop.Seeded.People;

        foreach (var (person, team) in new (string, Guid?)[] { ("Gu", null), ("Hua", shop.Seeded.Sales), ("Mei", shop.Seeded.Aftersales) })
            (await Should.ThrowAsync<Refused>(() => lan.Transfers(visitor.Conversation, people[person].Id, team))).ShouldSatisfyAllConditions(
                r => r.Status.ShouldBe(HttpStatusCode.Conflict, person), r => r.Code.ShouldBe("transfer.unknown_target"));

        (await lan.Opens(visitor.Conversation)).Row.AssigneeId.ShouldBe(lan.Id);
        await lan.Transfers(visitor.Conversation, people["Hua"].Id);
        await using var hua = await shop.SignsIn("Hua");
        (await hua.Opens(visitor.Conversation)).Row.TeamId.ShouldBe(shop.Seeded.Aftersales);
    }

    [Theory, BothDatabases]
    public async Task Whoever_left_the_team_is_not_given_it_again(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await lan.Claims(visitor.Conversation);
        await lan.Resolves(visitor.Conversation);
        var person = new PersonId(lan.Id);
        await shop.App.Look(db => db.Write(ct => db.Set<TeamMember>().Where(m => m.PersonId == person).ExecuteDeleteAsync(ct)));

        await visitor.Says("one more thing");

        var row = (await mei.Opens(visitor.Conversation)).Row;
        (row.Status, row.AssigneeId).ShouldBe((ConversationStatus.Queued, null));
        (await lan.Seat()).Open.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Resolved_it_leaves_every_list_and_gives_the_seat_back(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("thanks");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);

        await lan.Resolves(visitor.Conversation);

        (await lan.Inbox()).Items.ShouldBeEmpty();
        (await lan.Inbox(InboxFilter.Resolved)).Items.ShouldHaveSingleItem().Id.ShouldBe(visitor.Conversation);
        (await lan.Seat()).Open.ShouldBe(0);
        (await Should.ThrowAsync<Refused>(() => lan.Resolves(visitor.Conversation))).Code.ShouldBe("conversation.wrong_status");
        (await lan.Seat()).Open.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Only_its_agent_or_a_lead_resolves_or_hands_on(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var bo = await shop.SignsIn("Bo");
        await lan.Claims(visitor.Conversation);

        (await Should.ThrowAsync<Refused>(() => mei.Resolves(visitor.Conversation))).Code.ShouldBe("conversation.not_yours");
        (await Should.ThrowAsync<Refused>(() => mei.Transfers(visitor.Conversation, person: mei.Id))).Code.ShouldBe("conversation.not_yours");
        await bo.Resolves(visitor.Conversation);

        (await lan.Seat()).Open.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Words_within_a_day_take_the_conversation_up_again(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("hello");
        var first = visitor.Conversation;
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(first);
        await lan.Resolves(first);

        clock.Advance(TimeSpan.FromHours(23));
        await visitor.Says("one more thing");

        visitor.Conversation.ShouldBe(first);
        var row = (await lan.Opens(first)).Row;
        row.Status.ShouldBe(ConversationStatus.Open);
        row.AssigneeId.ShouldBe(lan.Id);
        (await lan.Seat()).Open.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Words_after_a_day_begin_the_next_conversation_and_the_visitor_sees_one_thread(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("hello");
        var first = visitor.Conversation;
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(first);
        await lan.Resolves(first);

        clock.Advance(TimeSpan.FromHours(25));
        await visitor.Says("next day");

        visitor.Conversation.ShouldNotBe(first);
        (await visitor.Thread()).Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(["hello", "next day"]);
        var view = await lan.Opens(visitor.Conversation);
        view.Row.Status.ShouldBe(ConversationStatus.Queued);
        view.Earlier.ShouldContain(e => e.Id == first);
    }

    [Theory, BothDatabases]
    public async Task W11_After_a_day_a_repeat_is_still_the_same_message(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Arrives();
        var message = visitor.Message("ack lost on the way");
        var first = await visitor.Says(message);
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(first.ConversationId);
        await lan.Resolves(first.ConversationId);

        clock.Advance(TimeSpan.FromDays(2));
        (await visitor.Says(message)).ShouldBe(first with { Repeated = true });
        // Even on a line that has meanwhile gone on in the next conversation.
        var next = (await visitor.SaysLive("something new")).Ack!;
        next.ConversationId.ShouldNotBe(first.ConversationId);
        (await visitor.SaysLive(message)).Ack.ShouldBe(first with { Repeated = true });
        (await visitor.Says(message)).ShouldBe(first with { Repeated = true });
    }

    [Theory, BothDatabases]
    public async Task A_reopened_conversation_needs_a_free_seat(Database database)
    {
        var shop = await TestShop.On(database);
        await using var one = await shop.Asks("1");
        await using var two = await shop.Asks("2");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Sits(capacity: 1);
        await lan.Claims(one.Conversation);
        await lan.Resolves(one.Conversation);
        await lan.Claims(two.Conversation);

        (await Should.ThrowAsync<Refused>(() => lan.Reopens(one.Conversation))).Code.ShouldBe("desk.no_free_seat");
        (await lan.Opens(one.Conversation)).Row.Status.ShouldBe(ConversationStatus.Resolved);

        // Written to by the visitor it waits in the queue instead.
        await one.Says("still there?");
        (await lan.Opens(one.Conversation)).Row.Status.ShouldBe(ConversationStatus.Queued);
    }

    [Theory, BothDatabases]
    public async Task Steps_move_and_are_told(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var cursor = (await lan.Inbox()).Cursor;

        await lan.Moves(visitor.Conversation, ReceptionStep.Recommend);

        (await lan.Opens(visitor.Conversation)).Row.Step.ShouldBe(ReceptionStep.Recommend);
        (await lan.EventsAfter(cursor)).Events.ShouldHaveSingleItem().Name.ShouldBe(ConversationEvents.StepChanged);
    }
}
