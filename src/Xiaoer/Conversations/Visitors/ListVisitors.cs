using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Visitors;

/// <summary>Who is on the shop's pages now, and one of them in full: pages, contact data they left, whether they are blocked.</summary>
internal static class ListVisitors
{
    public static void Map(RouteGroupBuilder visitors)
    {
        visitors.MapGet("", Handle).RequirePermission(Permissions.ReadConversations).Produces<Page<VisitorRow>>().WithSummary("Who is on the shop's pages now, latest sign first.");
        visitors.MapGet("/{id:guid}", One).RequirePermission(Permissions.ReadConversations).Produces<VisitorDetail>().WithSummary("A visitor with their last pages and the contact data they left, masked.");
    }

    internal static async Task<IResult> Handle(
        Guid shop, Caller caller, XiaoerDb db, VisitorRows rows, TimeProvider time, CancellationToken ct, string? cursor = null,
        [Range(1, Page<VisitorRow>.MaxLimit)] int limit = Page<VisitorRow>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        var (shopId, since) = (new ShopId(shop), time.Now() - VisitorListState.Here);
        var here = db.VisitorsFor(caller, shopId).Where(v => v.LastSeenAt > since);
        if (after is { } last) here = here.Behind(v => v.LastSeenAt, v => v.Id, DateTimeOffset.FromUnixTimeMilliseconds(last.Key), new VisitorId(last.Id));
        var found = await rows.Read(shopId, here.OrderByDescending(v => v.LastSeenAt).ThenByDescending(v => v.Id).Take(limit + 1), ct);
        return TypedResults.Ok(Cursor.PageOf(found, limit, v => new Cursor(v.View.LastSeenAt.ToUnixTimeMilliseconds(), v.View.Id), v => v.View));
    }

    internal static async Task<IResult> One(Guid shop, Guid id, Caller caller, XiaoerDb db, VisitorRows rows, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new VisitorId(id));
        var found = await rows.Read(shopId, db.VisitorsFor(caller, shopId).Where(v => v.Id == wanted), ct);
        if (found is not [var visitor]) return TypedResults.NotFound();
        var pages = await db.Set<PageView>().AsNoTracking().Where(p => p.ShopId == shopId && p.VisitorId == wanted)
            .OrderByDescending(p => p.Id).Take(options.Conversations.PagesPerVisitor).ToListAsync(ct);
        var contacts = await Contacts(db, shopId, wanted, ct);
        var blocked = await db.Set<VisitorBlock>().AnyAsync(b => b.ShopId == shopId && b.VisitorId == wanted, ct);
        return TypedResults.Ok(new VisitorDetail(
            visitor.View, [.. contacts.Select(c => c.View(masked: true))], [.. pages.Select(p => p.View())], blocked, await BlockVisitor.Sharing(db, shopId, wanted, time.Now(), ct)));
    }

    internal static Task<List<VisitorContact>> Contacts(XiaoerDb db, ShopId shop, VisitorId visitor, CancellationToken ct) => db.Set<VisitorContact>().AsNoTracking()
        .Where(c => c.ShopId == shop && c.VisitorId == visitor).OrderByDescending(c => c.Id).Take(20).ToListAsync(ct);
}
