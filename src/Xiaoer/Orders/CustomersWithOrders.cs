using Microsoft.EntityFrameworkCore;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Orders;

/// <summary>Whoever has ordered is still needed.</summary>
internal sealed class CustomersWithOrders(XiaoerDb db) : ICustomerUse
{
    public async Task<IReadOnlyCollection<CustomerId>> Used(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var asked = customers.Select(c => (CustomerId?)c).ToList();
        return await db.Orders.Where(o => o.ShopId == shop && asked.Contains(o.CustomerId)).Select(o => o.CustomerId!.Value).Distinct().ToListAsync(ct);
    }
}
