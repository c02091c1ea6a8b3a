using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Contracts;

/// <summary>A customer's own orders, for other modules. Whose they are is part of every question: there is no way to somebody else's.</summary>
internal sealed class OrderDirectory(XiaoerDb db, OrderViews views)
{
    /// <summary>The latest ones, newest first.</summary>
    public async Task<IReadOnlyList<OrderView>> Latest(ShopId shop, CustomerId customer, int most, CancellationToken ct) =>
        await views.Of(shop, await Of(shop, customer).OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Id).Take(most).ToListAsync(ct), ct);

    /// <summary>One of the customer's orders; null for anybody else's, as for none.</summary>
    public async Task<OrderView?> Find(ShopId shop, CustomerId customer, Guid id, CancellationToken ct)
    {
        var wanted = new OrderId(id);
        return await Of(shop, customer).SingleOrDefaultAsync(o => o.Id == wanted, ct) is { } order ? (await views.Of(shop, [order], ct))[0] : null;
    }

    private IQueryable<Order> Of(ShopId shop, CustomerId customer) => db.Orders.AsNoTracking().Where(o => o.ShopId == shop && o.CustomerId == customer);
}
