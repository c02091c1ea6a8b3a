using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>What one buyer bought at one time. The total is always the sum of the lines; what went back never exceeds it.</summary>
internal sealed class Order : Entity
{
    private readonly List<OrderItem> _items = [];

    private Order() { } // for EF

    public Order(ShopId shop, OrderId id, string externalId, string currency, string source, DateTimeOffset at) =>
        (ShopId, Id, ExternalId, Currency, Source, CreatedAt, UpdatedAt) = (shop, id, externalId, currency, source, at, at);

    public ShopId ShopId { get; private set; }
    public OrderId Id { get; private set; }

    /// <summary>The shop's or platform's order number, unique in the shop.</summary>
    public string ExternalId { get; private set; } = "";

    /// <summary>Empty for a guest's order.</summary>
    public CustomerId? CustomerId { get; private set; }

    public TradeStatus TradeStatus { get; private set; }
    public PaymentStatus PaymentStatus { get; private set; }
    public string Currency { get; private set; } = "";
    public long TotalMinor { get; private set; }
    public long RefundedMinor { get; private set; }
    public int ItemCount { get; private set; }
    public DateTimeOffset OrderedAt { get; private set; }

    public string? Courier { get; private set; }
    public string? TrackingNumber { get; private set; }

    /// <summary>Tells whether two orders go to the same place; see <see cref="ShippingMark"/>.</summary>
    public string? ShippingMark { get; private set; }

    /// <summary>Where it came from: <c>api</c>, the preset of an import, <c>demo</c>.</summary>
    public string Source { get; private set; } = "";

    /// <summary>The import that last saw it: tells a line of the same file from an earlier file's.</summary>
    public Guid? ImportRunId { get; private set; }

    /// <summary>The import that made it, until somebody changes it: as long as it stands here, the import can take it back.</summary>
    public Guid? MadeByImport { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }

    public IReadOnlyList<OrderItem> Items => _items;
    public Money Total => new(TotalMinor, Currency);
    public Money Refunded => new(RefundedMinor, Currency);

    /// <summary>Makes the order what the shop's system says, amounts recomputed from the lines. The same again changes nothing.</summary>
    public void Describe(CustomerId? customer, OrderFigures figures, TradeStatus trade, DateTimeOffset orderedAt, IReadOnlyList<OrderLine> lines, Guid? actor, DateTimeOffset at, OrderShipping? shipping = null)
    {
        if (ItemCount > 0 && !OrderRules.CanMove(TradeStatus, trade))
            throw new RuleBroken("order.wrong_status", $"An order that is {TradeStatus} cannot become {trade}.");

        var before = (CustomerId, TradeStatus, PaymentStatus, TotalMinor, RefundedMinor, ItemCount, OrderedAt);
        (CustomerId, TradeStatus, PaymentStatus, OrderedAt) = (customer, trade, figures.Payment, orderedAt);
        (TotalMinor, RefundedMinor, ItemCount) = (figures.Total, figures.Refunded, lines.Count);

        var changed = _items.RemoveAll(i => i.Line > lines.Count) > 0;
        for (var line = 1; line <= lines.Count; line++)
        {
            if (_items.Find(i => i.Line == line) is { } known) changed |= known.Describe(lines[line - 1]);
            else
            {
                _items.Add(new OrderItem(ShopId, Id, line, lines[line - 1]));
                changed = true;
            }
        }

        if (shipping?.Adds(new OrderShipping(Courier, TrackingNumber, ShippingMark)) == true)
        {
            (Courier, TrackingNumber, ShippingMark) = (shipping.Courier ?? Courier, shipping.TrackingNumber ?? TrackingNumber, shipping.Mark ?? ShippingMark);
            changed = true;
        }

        if (!changed && before == (CustomerId, TradeStatus, PaymentStatus, TotalMinor, RefundedMinor, ItemCount, OrderedAt)) return;
        (UpdatedAt, MadeByImport) = (at, null);
        Raise(new RaisedEvent(ShopId, OrderEvents.Changed, Id.Value, actor, at));
    }
}

/// <summary>One line of an order, numbered as the shop numbers it.</summary>
internal sealed class OrderItem
{
    private OrderItem() { } // for EF

    internal OrderItem(ShopId shop, OrderId order, int line, OrderLine said)
    {
        (ShopId, OrderId, Line) = (shop, order, line);
        Describe(said);
    }

    public ShopId ShopId { get; private set; }
    public OrderId OrderId { get; private set; }
    public int Line { get; private set; }
    public string Sku { get; private set; } = "";
    public string Title { get; private set; } = "";

    /// <summary>Negative: goods that came back, booked as a line of its own.</summary>
    public int Quantity { get; private set; }

    public long UnitPriceMinor { get; private set; }

    /// <summary>Quantity × price, rounded once: prices below a penny exist (0.001 in wholesale files), amounts below a penny do not.</summary>
    public long AmountMinor { get; private set; }

    internal bool Describe(OrderLine said)
    {
        var before = (Sku, Title, Quantity, UnitPriceMinor, AmountMinor);
        (Sku, Title, Quantity, UnitPriceMinor, AmountMinor) = (said.Sku, said.Title, said.Quantity, said.UnitPriceMinor, said.AmountMinor);
        return before != (Sku, Title, Quantity, UnitPriceMinor, AmountMinor);
    }
}

/// <summary>A line as somebody describes it, checked.</summary>
internal sealed record OrderLine(string Sku, string Title, int Quantity, long UnitPriceMinor, long AmountMinor);
