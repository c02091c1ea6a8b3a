using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Views;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Desk;

/// <summary>The desk's list: mine, the queue, all, or resolved; as of a cursor, so that live events can follow.</summary>
internal static class GetInbox
{
    public static void Map(RouteGroupBuilder conversations) => conversations.MapGet("/", Handle).RequirePermission(Permissions.ReadConversations);

    internal static async Task<IResult> Handle(
        Guid shop, Caller caller, XiaoerDb db, ConversationRows rows, CustomerLabels labels, TimeProvider time, string? filter = null, string? status = null, Guid? team = null,
        Guid? channel = null, Guid? assignee = null, Guid? tag = null, int? waiting = null, bool unread = false, string? cursor = null, int limit = Page<object>.DefaultLimit,
        CancellationToken ct = default)
    {
        var shopId = new ShopId(shop);
        if (limit is < 1 or > Page<object>.MaxLimit) return Invalid.Of("limit", $"limit is 1 to {Page<object>.MaxLimit}.");
        var (asked, refusal) = InboxQuery.Read(filter, status, team, channel, assignee, tag, waiting, unread);
        if (asked is null) return refusal!;
        var offset = 0;
        if (cursor is not null && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset > 100_000))
            return Invalid.Of("cursor", "Send back the next of the page before.");

        // The cursor is read first: what commits meanwhile is in the rows already or comes as an event, twice does no harm.
        var now = await db.LastCursor(shopId, ct);
        var visible = db.Set<Conversation>().VisibleTo(caller, shopId);
        var me = caller.Person;
        var query = visible.Matching(asked, caller, shopId, labels, time.GetUtcNow());
        var ordered = asked.List == InboxFilter.Resolved
            ? query.OrderByDescending(c => c.ResolvedAt).ThenBy(c => c.Id)
            : query.OrderBy(c => c.WaitingSince == null).ThenBy(c => c.WaitingSince).ThenByDescending(c => c.LastAt).ThenBy(c => c.Id);
        var page = await rows.Read(ordered.Skip(offset).Take(limit + 1), ct);

        var counts = await visible.Where(c => c.ResolvedAt == null)
            .GroupBy(_ => 1)
            .Select(g => new InboxCounts(g.Count(c => c.AssigneeId == me), g.Count(c => c.Status == ConversationStatus.Queued), g.Count()))
            .SingleOrDefaultAsync(ct) ?? new InboxCounts(0, 0, 0);

        var next = page.Count > limit ? (offset + limit).ToString(CultureInfo.InvariantCulture) : null;
        return TypedResults.Ok(new InboxSnapshot([.. page.Take(limit)], next, counts, now));
    }
}
