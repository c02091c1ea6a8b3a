using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Who takes the next visitor is decided in the database: one winner, never over capacity.</summary>
public class QueueTests
{
    [Theory, BothDatabases]
    public async Task Whoever_waited_longest_is_next(Database database)
    {
        var shop = await TestShop.On(database);
        await using var first = await shop.Asks("I was first");
        await using var second = await shop.Asks("I was second");
        await using var lan = await shop.SignsIn("Lan");

        (await lan.TakesNext())!.Id.ShouldBe(first.Conversation);
        (await lan.TakesNext())!.Id.ShouldBe(second.Conversation);
        (await lan.TakesNext()).ShouldBeNull();
        (await lan.Seat()).Open.ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task Two_agents_claim_and_one_of_them_wins(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");

        for (var i = 0; i < 10; i++)
        {
            await using var visitor = await shop.Asks($"question {i}");

            var outcomes = await Task.WhenAll(Outcome(lan.Claims(visitor.Conversation)), Outcome(mei.Claims(visitor.Conversation)));

            outcomes.Order().ShouldBe(["desk.already_taken", "taken"]);
            var winner = outcomes[0] == "taken" ? lan : mei;
            (await winner.Opens(visitor.Conversation)).Row.AssigneeId.ShouldBe(winner.Id);
            await winner.Resolves(visitor.Conversation);
        }
        (await lan.Seat()).Open.ShouldBe(0);
        (await mei.Seat()).Open.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task Fifty_claims_at_once_never_seat_more_than_there_are_places(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await lan.Sits(capacity: 7);
        var visitors = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => shop.Asks($"{i}")));

        var outcomes = await Task.WhenAll(visitors.Select(v => Outcome(lan.Claims(v.Conversation))));

        outcomes.Count(o => o == "taken").ShouldBe(7);
        outcomes.Where(o => o != "taken").ShouldAllBe(o => o == "desk.no_free_seat");
        (await lan.Seat()).Open.ShouldBe(7);
        (await lan.Inbox(InboxFilter.Mine)).Items.Count.ShouldBe(7);
        (await lan.Inbox(InboxFilter.Queue)).Items.Count.ShouldBe(43);
        foreach (var visitor in visitors) await visitor.DisposeAsync();
    }

    [Theory, BothDatabases]
    public async Task Two_agents_who_both_ask_for_the_next_get_different_visitors(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await lan.Sits(capacity: 50);
        await mei.Sits(capacity: 50);
        var visitors = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shop.Asks($"{i}")));

        var taken = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => (i % 2 == 0 ? lan : mei).TakesNext()));

        taken.OfType<ConversationRow>().Select(r => r.Id).ShouldBeUnique();
        foreach (var visitor in visitors) await visitor.DisposeAsync();
    }

    [Theory, BothDatabases]
    public async Task A_claim_that_is_repeated_changes_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");

        await lan.Claims(visitor.Conversation);
        await lan.Claims(visitor.Conversation);

        (await lan.Seat()).Open.ShouldBe(1);
        (await lan.Messages(visitor.Conversation, 0)).Items.Count(m => m.Text == ThreadEvents.Taken).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task An_agent_of_another_team_does_not_see_the_queue(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("for sales");
        await using var hua = await shop.SignsIn("Hua");

        (await hua.Inbox()).Items.ShouldBeEmpty();
        (await hua.TakesNext()).ShouldBeNull();
        (await Should.ThrowAsync<Refused>(() => hua.Claims(visitor.Conversation))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Should.ThrowAsync<Refused>(() => hua.Opens(visitor.Conversation))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<string> Outcome(Task claim)
    {
        try
        {
            await claim;
            return "taken";
        }
        catch (Refused refused)
        {
            return refused.Code ?? "no code";
        }
    }
}
