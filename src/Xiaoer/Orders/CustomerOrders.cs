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
    /// <summary>A wholesale buyer's open orders are not for one parcel.</summary>
    private const int MostUnsent = 50;

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

    public async Task<IReadOnlyList<(OpenOrder Order, string? Place)>> Unsent(ShopId shop, CustomerId customer, CancellationToken ct)
    {
        CustomerId? buyer = customer;
        var open = await db.Orders.AsNoTracking()
            .Where(o => o.ShopId == shop && o.CustomerId == buyer && o.TradeStatus == TradeStatus.Paid && o.PaymentStatus != PaymentStatus.Refunded && o.PaymentStatus != PaymentStatus.Unpaid && o.TrackingNumber == null)
            .OrderByDescending(o => o.OrderedAt).Take(MostUnsent).ToListAsync(ct);
        return [.. open.Select(o => (new OpenOrder(o.Id.Value, o.ExternalId, o.Total, o.ItemCount, o.OrderedAt), o.ShippingMark))];
    }

    public async Task<IReadOnlyCollection<CustomerId>> AtTheSameAddress(ShopId shop, CustomerId customer, int most, CancellationToken ct)
    {
        CustomerId? buyer = customer;
        var places = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop && o.CustomerId == buyer && o.ShippingMark != null).Select(o => o.ShippingMark).Distinct().Take(MostUnsent).ToListAsync(ct);
        if (places.Count == 0) return [];
        var others = await db.Orders.AsNoTracking().Where(o => o.ShopId == shop && places.Contains(o.ShippingMark) && o.CustomerId != null && o.CustomerId != buyer)
            .Select(o => o.CustomerId).Distinct().Take(most).ToListAsync(ct);
        return [.. others.Select(o => o!.Value)];
    }
}
