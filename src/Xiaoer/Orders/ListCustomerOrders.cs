using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>What one customer bought, newest first: the orders of the desk's third column.</summary>
internal static class ListCustomerOrders
{
    public static void Map(RouteGroupBuilder shop) =>
        shop.MapGet("/customers/{id:guid}/orders", Handle).RequirePermission(Permissions.ReadOrders).WithSummary("A customer's orders, newest first.");

    internal static async Task<Results<Ok<Page<OrderView>>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, XiaoerDb db, OrderViews views, CustomerDirectory customers, CancellationToken ct, string? cursor = null,
        [Range(1, Page<OrderView>.MaxLimit)] int limit = Page<OrderView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");

        var (ofShop, buyer) = (new ShopId(shop), new CustomerId(id));
        if (await customers.Find(ofShop, buyer, ct) is null) return TypedResults.NotFound();
        return TypedResults.Ok(await ListOrders.PageOf(db.Orders.AsNoTracking().Where(o => o.ShopId == ofShop && o.CustomerId == buyer), ofShop, after, limit, views, ct));
    }
}
