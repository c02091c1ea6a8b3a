using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>The shop's orders, newest first.</summary>
internal static class ListOrders
{
    public static void Map(RouteGroupBuilder orders) =>
        orders.MapGet("", Handle).RequirePermission(Permissions.ReadOrders).WithSummary("The shop's orders, newest first, with the first lines of each.");

    internal static async Task<Results<Ok<Page<OrderView>>, ProblemHttpResult>> Handle(
        Guid shop, XiaoerDb db, OrderViews views, CancellationToken ct, [StringLength(100), PlainText] string? external_id = null, string? trade_status = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, string? cursor = null, [Range(1, Page<OrderView>.MaxLimit)] int limit = Page<OrderView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        if (!CodeWord.TryRead<TradeStatus>(trade_status, out var status)) return Invalid.Of("trade_status", "There is no such status.");

        var ofShop = new ShopId(shop);
        var orders = db.Orders.AsNoTracking().Where(o => o.ShopId == ofShop);
        if (external_id is not null) orders = orders.Where(o => o.ExternalId == external_id);
        if (status is { } wanted) orders = orders.Where(o => o.TradeStatus == wanted);
        if (from is { } since) orders = orders.Where(o => o.OrderedAt >= since);
        if (to is { } until) orders = orders.Where(o => o.OrderedAt < until);
        return TypedResults.Ok(await PageOf(orders, ofShop, after, limit, views, ct));
    }

    internal static async Task<Page<OrderView>> PageOf(IQueryable<Order> orders, ShopId shop, Cursor? after, int limit, OrderViews views, CancellationToken ct)
    {
        if (after is { } last) orders = orders.Behind(o => o.OrderedAt, o => o.Id, DateTimeOffset.FromUnixTimeMilliseconds(last.Key), new OrderId(last.Id));
        var rows = await orders.OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Id).Take(limit + 1).ToListAsync(ct);
        var shown = await views.Of(shop, [.. rows.Take(limit)], ct);
        return new Page<OrderView>(shown, rows.Count > limit ? new Cursor(rows[limit - 1].OrderedAt.ToUnixTimeMilliseconds(), rows[limit - 1].Id.Value).ToString() : null);
    }
}
