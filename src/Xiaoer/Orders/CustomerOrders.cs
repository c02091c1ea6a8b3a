using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>Customers' orders in figures, net of refunds and in the shop's currency. What was closed or went back whole counts nowhere.</summary>
internal sealed class CustomerOrders(XiaoerDb db, ShopDirectory shops) : ICustomerOrders
{
    public async Task<IReadOnlyDictionary<CustomerId, OrderSummary>> Summaries(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var wanted = customers.Select(c => (CustomerId?)c).ToList();
        var currency = (await shops.Find(shop, ct)).Currency;
        var figures = await db.Orders.AsNoTracking()
            .Where(o => o.ShopId == shop && o.Currency == currency && wanted.Contains(o.CustomerId) && o.TradeStatus != TradeStatus.Closed && o.PaymentStatus != PaymentStatus.Refunded)
            .GroupBy(o => o.CustomerId)
            .Select(g => new { CustomerId = g.Key, Count = g.Count(), Net = g.Sum(o => o.TotalMinor - o.RefundedMinor), First = g.Min(o => o.OrderedAt), Last = g.Max(o => o.OrderedAt) })
            .ToListAsync(ct);
        return figures.ToDictionary(f => f.CustomerId!.Value, f => new OrderSummary(f.Count, new Money(f.Net, currency), f.First, f.Last));
    }
}
