using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>The same for several conversations: each judged by itself (C-01, C-03).</summary>
public class BulkTests
{
    [Theory, BothDatabases]
    public async Task C01_Each_conversation_has_its_own_outcome(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var hua = await shop.SignsIn("Hua");
        await using var mine = await shop.Asks("mine");
        await using var colleagues = await shop.Asks("Mei's");
        await using var settled = await shop.Asks("settled");
        await lan.Claims(mine.Conversation);
        await mei.Claims(colleagues.Conversation);
        await lan.Claims(settled.Conversation);
        await lan.Resolves(settled.Conversation);
        var never = Guid.CreateVersion7();

        var result = await Bulk(lan, BulkAction.Resolve, mine.Conversation, colleagues.Conversation, settled.Conversation, never);
        (await Bulk(hua, BulkAction.Resolve, colleagues.Conversation)).Results.Single().Code.ShouldBe("not_found", "another team's");

        result.Results.Select(r => (r.Id, r.Code)).ShouldBe([
            (mine.Conversation, null), (colleagues.Conversation, "conversation.not_yours"), (settled.Conversation, "conversation.wrong_status"), (never, "not_found")]);
        (await lan.Opens(mine.Conversation)).Row.Status.ShouldBe(ConversationStatus.Resolved);
        (await lan.Opens(colleagues.Conversation)).Row.Status.ShouldBe(ConversationStatus.Open);
        (await lan.Seat()).Open.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_transfer_fills_the_seats_there_are_and_says_which_found_none(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var mei = await shop.SignsIn("Mei");
        await mei.Sits(capacity: 2);
        var asked = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            await using var visitor = await shop.Asks($"question {i}");
            asked.Add(visitor.Conversation);
        }

        var result = await bo.Api.Post<BulkResult>($"{bo.Desk}/conversations/bulk", new BulkRequest(BulkAction.Transfer, asked, PersonId: mei.Id));

        result.Results.Select(r => r.Code).ShouldBe([null, null, "desk.no_free_seat"]);
        (await mei.Inbox(InboxFilter.Mine)).Items.Select(r => r.Id).ShouldBe(asked.Take(2), ignoreOrder: true);
        (await bo.Opens(asked[2])).Row.Status.ShouldBe(ConversationStatus.Queued);
    }

    [Fact]
    public async Task Too_many_none_and_nobody_to_hand_to_are_refused()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");
        await using var gu = await shop.SignsIn("Gu");

        foreach (var bad in new[] { new BulkRequest(BulkAction.Read, []), new BulkRequest(BulkAction.Read, [.. Enumerable.Range(0, 101).Select(_ => Guid.CreateVersion7())]), new BulkRequest(BulkAction.Transfer, [Guid.CreateVersion7()]) })
            (await lan.Api.Send(HttpMethod.Post, $"{lan.Desk}/conversations/bulk", bad)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await gu.Api.Send(HttpMethod.Post, $"{gu.Desk}/conversations/bulk", new BulkRequest(BulkAction.Read, [Guid.CreateVersion7()]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
    }

    private static Task<BulkResult> Bulk(Agent agent, BulkAction action, params Guid[] ids) => agent.Api.Post<BulkResult>($"{agent.Desk}/conversations/bulk", new BulkRequest(action, ids));
}
