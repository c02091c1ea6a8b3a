using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Desk;

/// <summary>The other conversations of the same visitor or customer, newest first, as far as the caller sees them.</summary>
internal static class GetEarlier
{
    public static void Map(RouteGroupBuilder conversations) =>
        conversations.MapGet("/{id:guid}/earlier", Handle).RequirePermission(Permissions.ReadConversations).WithSummary("The other conversations of the same visitor or customer, newest first.");

    internal static async Task<Results<Ok<Page<EarlierConversation>>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, Caller caller, XiaoerDb db, CancellationToken ct, string? cursor = null, [Range(1, Page<EarlierConversation>.MaxLimit)] int limit = 20)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        var (shopId, own) = (new ShopId(shop), new ConversationId(id));
        var visible = db.Set<Conversation>().AsNoTracking().VisibleTo(caller, shopId);
        if (await visible.Where(c => c.Id == own).Select(c => new { c.VisitorId, c.CustomerId }).SingleOrDefaultAsync(ct) is not { } of) return TypedResults.NotFound();

        var theirs = visible.Where(c => c.Id != own && (c.VisitorId == of.VisitorId || (of.CustomerId != null && c.CustomerId == of.CustomerId)));
        if (after is { } last) theirs = theirs.Behind(c => c.CreatedAt, c => c.Id, DateTimeOffset.FromUnixTimeMilliseconds(last.Key), new ConversationId(last.Id));
        var rows = await theirs.OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Id).Take(limit + 1)
            .Select(c => new EarlierConversation(c.Id.Value, "C-" + c.Number, c.Status, c.CreatedAt, c.Preview)).ToListAsync(ct);
        return TypedResults.Ok(Cursor.PageOf(rows, limit, c => new Cursor(c.CreatedAt.ToUnixTimeMilliseconds(), c.Id), c => c));
    }
}
