using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders;

/// <summary>One order with all its lines.</summary>
internal static class GetOrder
{
    public static void Map(RouteGroupBuilder orders) =>
        orders.MapGet("/{id:guid}", Handle).RequirePermission(Permissions.ReadOrders).WithSummary("One order with all its lines.");

    internal static async Task<Results<Ok<OrderView>, NotFound>> Handle(Guid shop, Guid id, HttpContext http, XiaoerDb db, OrderViews views, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new OrderId(id));
        if (await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.ShopId == ofShop && o.Id == wanted, ct) is not { } order) return TypedResults.NotFound();

        Put.Tag(http, order.Version);
        return TypedResults.Ok(await views.Of(order, ct));
    }
}
