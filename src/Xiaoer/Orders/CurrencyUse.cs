using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders;

/// <summary>A shop with an order keeps its currency: figures of customers add up in one only.</summary>
internal sealed class CurrencyUse(XiaoerDb db) : ICurrencyUse
{
    public Task<bool> InUse(ShopId shop, CancellationToken ct) => db.Set<Order>().AnyAsync(o => o.ShopId == shop, ct);
}
