using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Ratings;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Desk;

/// <summary>One conversation opened on the desk: the row, the visitor, the latest entries, and what came before.</summary>
internal static class GetConversation
{
    public static void Map(RouteGroupBuilder conversations)
    {
        conversations.MapGet("/{id:guid}", Handle).RequirePermission(Permissions.ReadConversations).Produces<ConversationView>();
        conversations.MapGet("/{id:guid}/messages", Messages).RequirePermission(Permissions.ReadConversations).Produces<MessagePage>();
    }

    internal static async Task<IResult> Handle(
        Guid shop, Guid id, Caller caller, XiaoerDb db, ConversationRows rows, MessageViews views, PersonNames names, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var cursor = await db.LastCursor(shopId, ct);
        var wanted = new ConversationId(id);
        if (await rows.Read(db.Set<Conversation>().VisibleTo(caller, shopId).Where(c => c.Id == wanted), ct) is not [var row]) return TypedResults.NotFound();

        var visitorId = new VisitorId(row.VisitorId);
        var visitor = await db.Set<Visitor>().AsNoTracking().SingleAsync(v => v.ShopId == shopId && v.Id == visitorId, ct);
        var earlier = await Earlier(db, caller, shopId, row, ct);
        var rating = row.Rating is null ? null : await ListRatings.Of(db, names, shopId, wanted, ct);
        return TypedResults.Ok(new ConversationView(row, Show(visitor, time.Now()), await Page(db, views, shopId, wanted, null, null, 50, ct), earlier, cursor,
            options.Conversations.RecallSeconds, rating));
    }

    internal static async Task<IResult> Messages(
        Guid shop, Guid id, Caller caller, XiaoerDb db, MessageViews views, long? after = null, long? before = null, int limit = 50, CancellationToken ct = default)
    {
        if (limit is < 1 or > Page<object>.MaxLimit) return Invalid.Of("limit", $"limit is 1 to {Page<object>.MaxLimit}.");
        var (shopId, wanted) = (new ShopId(shop), new ConversationId(id));
        if (!await db.Set<Conversation>().VisibleTo(caller, shopId).AnyAsync(c => c.Id == wanted, ct)) return TypedResults.NotFound();
        return TypedResults.Ok(await Page(db, views, shopId, wanted, after, before, limit, ct));
    }

    private static async Task<MessagePage> Page(
        XiaoerDb db, MessageViews views, ShopId shop, ConversationId id, long? after, long? before, int limit, CancellationToken ct)
    {
        var last = await db.Set<Conversation>().Where(c => c.ShopId == shop && c.Id == id).Select(c => c.LastSequence).SingleAsync(ct);
        var thread = db.Set<Message>().AsNoTracking().Where(m => m.ShopId == shop && m.ConversationId == id && m.Sequence <= last);
        if (after is { } from)
        {
            var found = await thread.Where(m => m.Sequence > from).OrderBy(m => m.Sequence).Take(limit + 1).ToListAsync(ct);
            return new MessagePage(await views.Of([.. found.Take(limit)], db, ct), last, found.Count > limit);
        }

        if (before is { } until) thread = thread.Where(m => m.Sequence < until);
        var latest = await thread.OrderByDescending(m => m.Sequence).Take(limit + 1).ToListAsync(ct);
        return new MessagePage(await views.Of([.. latest.Take(limit).Reverse()], db, ct), last, latest.Count > limit);
    }

    private static async Task<List<EarlierConversation>> Earlier(XiaoerDb db, Caller caller, ShopId shop, ConversationRow row, CancellationToken ct)
    {
        var visitor = new VisitorId(row.VisitorId);
        var customer = row.CustomerId is { } known ? new Shared.Customers.CustomerId(known) : (Shared.Customers.CustomerId?)null;
        var own = new ConversationId(row.Id);
        return await db.Set<Conversation>().AsNoTracking().VisibleTo(caller, shop)
            .Where(c => c.Id != own && (c.VisitorId == visitor || (customer != null && c.CustomerId == customer)))
            .OrderByDescending(c => c.CreatedAt).Take(20)
            .Select(c => new EarlierConversation(c.Id.Value, "C-" + c.Number, c.Status, c.CreatedAt, c.Preview)).ToListAsync(ct);
    }

    private static VisitorView Show(Visitor v, DateTimeOffset now) => new(
        v.Id.Value, $"#{v.Number}", v.PageUrl, v.PageTitle, v.PageProduct is { } json ? JsonSerializer.Deserialize<ProductPart>(json, XiaoerJson.Lenient) : null,
        v.Locale, v.Device, now - v.LastSeenAt < TimeSpan.FromSeconds(75), v.LastSeenAt);
}
