using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Contracts;

/// <summary>Finds orders for other modules.</summary>
internal sealed class OrderDirectory(XiaoerDb db, OrderViews views)
{
    /// <summary>A customer's latest orders, newest first.</summary>
    public async Task<IReadOnlyList<OrderView>> Recent(ShopId shop, CustomerId customer, int most, CancellationToken ct = default)
    {
        var orders = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop && o.CustomerId == customer)
            .OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Id).Take(most).ToListAsync(ct);
        return await views.Of(shop, orders, ct);
    }

    public async Task<OrderView?> Find(ShopId shop, OrderId id, CancellationToken ct = default) =>
        await db.Orders.AsNoTracking().SingleOrDefaultAsync(o => o.ShopId == shop && o.Id == id, ct) is { } order ? await views.Of(order, ct) : null;
}
