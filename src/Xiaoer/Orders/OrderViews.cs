using Microsoft.EntityFrameworkCore;
using Xiaoer.Catalog.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>Orders as desk and API show them. A list shows the first lines of each and how many there are; one order alone shows all.</summary>
internal sealed class OrderViews(XiaoerDb db, ProductPictures pictures)
{
    /// <summary>Wholesale orders have a thousand lines; nobody reads them in a list.</summary>
    private const int LinesInList = 20;

    public async Task<IReadOnlyList<OrderView>> Of(ShopId shop, IReadOnlyList<Order> orders, CancellationToken ct, int most = LinesInList)
    {
        if (orders.Count == 0) return [];

        var ids = orders.Select(o => o.Id).ToList();
        // Line numbers count from 1 in each order, so a bound on the number bounds the rows.
        var items = await db.OrderItems.AsNoTracking().Where(i => i.ShopId == shop && ids.Contains(i.OrderId) && i.Line <= most).ToListAsync(ct);
        var shown = await pictures.Of(shop, [.. items.Select(i => i.Sku).Distinct(StringComparer.Ordinal)], ct);
        var byOrder = items.ToLookup(i => i.OrderId);
        return [.. orders.Select(o => View(o, byOrder[o.Id].OrderBy(i => i.Line), shown))];
    }

    public async Task<OrderView> Of(Order order, CancellationToken ct) => (await Of(order.ShopId, [order], ct, int.MaxValue))[0];

    private static OrderView View(Order o, IEnumerable<OrderItem> items, IReadOnlyDictionary<string, string> pictures) => new(
        o.Id.Value, o.ExternalId, o.CustomerId?.Value, o.TradeStatus, o.PaymentStatus, o.Total, o.Refunded,
        [.. items.Select(i => new OrderItemView(
            i.Line, i.Sku, i.Title, i.Quantity, new Money(i.UnitPriceMinor, o.Currency), new Money(i.AmountMinor, o.Currency), pictures.GetValueOrDefault(i.Sku)))],
        o.ItemCount, o.OrderedAt, o.UpdatedAt, o.Version)
    { Parcel = o.Courier is null && o.TrackingNumber is null ? null : new OrderParcelView(o.Courier, o.TrackingNumber) };
}
