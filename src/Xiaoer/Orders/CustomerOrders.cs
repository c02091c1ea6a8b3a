using Microsoft.EntityFrameworkCore;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>Customers' orders in figures, net of refunds. What was closed or went back whole counts nowhere.</summary>
internal sealed class CustomerOrders(XiaoerDb db) : ICustomerOrders
{
    public async Task<IReadOnlyDictionary<CustomerId, OrderSummary>> Summaries(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var wanted = customers.Select(c => (CustomerId?)c).ToList();
        var figures = await db.Orders.AsNoTracking()
            .Where(o => o.ShopId == shop && wanted.Contains(o.CustomerId) && o.TradeStatus != TradeStatus.Closed && o.PaymentStatus != PaymentStatus.Refunded)
            .GroupBy(o => new { o.CustomerId, o.Currency })
            .Select(g => new { g.Key.CustomerId, g.Key.Currency, Count = g.Count(), Net = g.Sum(o => o.TotalMinor - o.RefundedMinor), First = g.Min(o => o.OrderedAt), Last = g.Max(o => o.OrderedAt) })
            .ToListAsync(ct);
        return figures.ToDictionary(f => f.CustomerId!.Value, f => new OrderSummary(f.Count, new Money(f.Net, f.Currency), f.First, f.Last));
    }
}
