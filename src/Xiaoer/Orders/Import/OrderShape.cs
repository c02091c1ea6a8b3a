using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>
/// What an order is after a batch: its lines, and one line more for what makes their sum the amount that was paid (postage added, discounts taken off),
/// so that the total of an order is always the sum of its lines.
/// </summary>
internal sealed record OrderShape(IReadOnlyList<(int Number, OrderLine Line)> Lines, long Total, long Refunded, TradeStatus Trade, PaymentStatus Payment)
{
    public OrderShipping Shipping { get; init; } = OrderShipping.Nothing;

    public const string AdjustmentSku = "adjustment";

    /// <param name="lines">Its purchases, numbered.</param>
    /// <param name="said">What the file says of it; null: it is completed and comes to its lines.</param>
    /// <param name="total">What it comes to where that is known already.</param>
    /// <param name="refunded">What is known to have gone back, where the file does not say.</param>
    /// <param name="chinese">The language of the line that is added.</param>
    public static OrderShape Of(IReadOnlyList<(int Number, OrderLine Line)> lines, OrderSaid? said, long? total, long refunded, bool chinese)
    {
        var sum = lines.Sum(l => l.Line.AmountMinor);
        var comesTo = total ?? said?.Total ?? sum;
        var all = comesTo == sum ? lines : [.. lines, Adjustment(lines.Select(l => l.Number).DefaultIfEmpty(0).Max() + 1, comesTo - sum, chinese)];
        var trade = said?.Trade ?? TradeStatus.Completed;
        var back = comesTo <= 0 ? 0 : Math.Clamp(said?.Refunded ?? refunded, 0, comesTo);
        var payment = said?.Unpaid == true ? PaymentStatus.Unpaid : back == 0 ? PaymentStatus.Paid : back == comesTo ? PaymentStatus.Refunded : PaymentStatus.PartlyRefunded;
        return new OrderShape(all, comesTo, payment == PaymentStatus.Unpaid ? 0 : back, trade, payment) { Shipping = said?.Shipping ?? OrderShipping.Nothing };
    }

    /// <summary>The lines a shop would name: without what was added, and without what only stood for them.</summary>
    public static IEnumerable<(int Number, OrderLine Line)> Named(IEnumerable<(int Number, OrderLine Line)> stored) =>
        stored.Where(i => i.Line.Quantity > 0 && i.Line.Sku is not (AdjustmentSku or PlatformRows.SumSku));

    public static (int Number, OrderLine Line) Adjustment(int number, long amount, bool chinese) =>
        (number, new OrderLine(AdjustmentSku, chinese ? "运费与优惠" : "Shipping and discounts", 1, amount, amount));
}
