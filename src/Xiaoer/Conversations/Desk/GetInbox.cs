using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
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
        Guid shop, Caller caller, XiaoerDb db, ConversationRows rows, string? filter = null, string? cursor = null, int limit = Page<object>.DefaultLimit,
        CancellationToken ct = default)
    {
        var shopId = new ShopId(shop);
        if (limit is < 1 or > Page<object>.MaxLimit) return Invalid.Of("limit", $"limit is 1 to {Page<object>.MaxLimit}.");
        if (Filter(filter) is not { } list) return Invalid.Of("filter", "filter is mine, queue, all or resolved.");
        var offset = 0;
        if (cursor is not null && (!int.TryParse(cursor, NumberStyles.None, CultureInfo.InvariantCulture, out offset) || offset > 100_000))
            return Invalid.Of("cursor", "Send back the next of the page before.");

        // The cursor is read first: what commits meanwhile is in the rows already or comes as an event, twice does no harm.
        var now = await db.LastCursor(shopId, ct);
        var visible = db.Set<Conversation>().VisibleTo(caller, shopId);
        var me = caller.Person;
        var query = list switch
        {
            InboxFilter.Mine => visible.Where(c => c.AssigneeId == me && c.ResolvedAt == null),
            InboxFilter.Queue => visible.Where(c => c.ResolvedAt == null && c.Status == ConversationStatus.Queued),
            InboxFilter.All => visible.Where(c => c.ResolvedAt == null),
            InboxFilter.Resolved => visible.Where(c => c.ResolvedAt != null),
        };
        var ordered = list == InboxFilter.Resolved
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

    // Words in an address are written as in JSON; the framework's own reading of enumerations wants "Queue" and takes "1".
    private static InboxFilter? Filter(string? word) => word switch
    {
        null or "mine" => InboxFilter.Mine,
        "queue" => InboxFilter.Queue,
        "all" => InboxFilter.All,
        "resolved" => InboxFilter.Resolved,
        _ => null,
    };
}
