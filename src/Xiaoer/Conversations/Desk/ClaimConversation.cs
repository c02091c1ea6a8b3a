using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent takes a conversation from the queue: a certain one, or whoever has waited longest. One winner, never over capacity.</summary>
internal static class ClaimConversation
{
    public static void Map(RouteGroupBuilder shops, RouteGroupBuilder conversations)
    {
        conversations.MapPost("/{id:guid}/claim", Claim).RequirePerson(Permissions.Reply).Produces(204);
        shops.MapPost("/queue/next", TakeNext).RequirePerson(Permissions.Reply).Produces<ConversationRow>().Idempotent();
    }

    internal static async Task<IResult> Claim(Guid shop, Guid id, Caller caller, XiaoerDb db, XiaoerOptions options, TimeProvider time, CancellationToken ct) =>
        await db.Write<IResult>(async token =>
        {
            if (await db.Lock(caller, shop, id, token) is not { } conversation) return TypedResults.NotFound();
            if (conversation.AssigneeId == caller.Agent && conversation.Status != ConversationStatus.Queued) return TypedResults.NoContent(); // a repeat
            db.Add(conversation.Take(caller.Agent, caller.Name, time.Now()));
            await db.Take(conversation.ShopId, caller.Agent, options.Conversations.SeatCapacity, token);
            return TypedResults.NoContent();
        }, ct);

    internal static async Task<IResult> TakeNext(
        Guid shop, TakeNextRequest request, Caller caller, XiaoerDb db, ConversationRows rows, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var grant = caller.In(shopId)!;
        if (request.TeamId is { } asked && !grant.Sees(new TeamId(asked))) return TypedResults.NotFound();

        var taken = await db.Write(async token =>
        {
            if (await LongestWaiting(db, caller, shopId, request.TeamId, token) is not { } next) return null;
            if (await db.Lock(shopId, next, token) is not { Status: ConversationStatus.Queued } conversation) return null;
            db.Add(conversation.Take(caller.Agent, caller.Name, time.Now()));
            await db.Take(shopId, caller.Agent, options.Conversations.SeatCapacity, token);
            return conversation;
        }, ct);
        if (taken is null) return TypedResults.NoContent();
        return TypedResults.Ok((await rows.Read(db.Set<Conversation>().Where(c => c.ShopId == shopId && c.Id == taken.Id), ct))[0]);
    }

    private static async Task<ConversationId?> LongestWaiting(XiaoerDb db, Caller caller, ShopId shop, Guid? team, CancellationToken ct)
    {
        var grant = caller.In(shop)!;
        var teams = team is { } one ? [one] : grant.Teams.Select(t => t.Value).ToArray();
        if (db is PostgresDb)
        {
            // Somebody else's claim under way is stepped over, not waited for: two agents get two visitors.
            await using var command = db.Command(
                """
                SELECT id FROM conversations WHERE shop_id = @shop AND resolved_at IS NULL AND status = 'Queued' AND (@all OR team_id = ANY(@teams))
                ORDER BY coalesce(waiting_since, created_at), id LIMIT 1 FOR UPDATE SKIP LOCKED
                """).With("shop", shop.Value).With("all", team is null && grant.AllTeams && teams.Length == 0).With("teams", teams);
            return await command.ExecuteScalarAsync(ct) is Guid id ? new ConversationId(id) : null;
        }

        var queued = db.Set<Conversation>().VisibleTo(caller, shop).Where(c => c.ResolvedAt == null && c.Status == ConversationStatus.Queued);
        if (team is not null || !grant.AllTeams || teams.Length > 0)
        {
            var wanted = teams.Select(t => new TeamId(t)).ToList();
            queued = queued.Where(c => wanted.Contains(c.TeamId));
        }

        return await queued.OrderBy(c => c.WaitingSince ?? c.CreatedAt).ThenBy(c => c.Id).Select(c => (ConversationId?)c.Id).FirstOrDefaultAsync(ct);
    }
}
