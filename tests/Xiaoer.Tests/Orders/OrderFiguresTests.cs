using Xiaoer.Orders;
using Xiaoer.Orders.Import;
using Xiaoer.Platform;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Tests.Orders;

/// <summary>Amounts come from the lines, refunds never exceed them, and a refund finds the purchase it belongs to.</summary>
public class OrderFiguresTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly Guid Lan = new(1, 0, 0, new byte[8]), Ming = new(2, 0, 0, new byte[8]);

    [Theory]
    [InlineData(PaymentStatus.Paid, null, 0)]
    [InlineData(PaymentStatus.Unpaid, 0L, 0)]
    [InlineData(PaymentStatus.PartlyRefunded, 50L, 50)]
    [InlineData(PaymentStatus.Refunded, null, 300)]
    [InlineData(PaymentStatus.Refunded, 300L, 300)]
    public void What_went_back_fits_the_payment(PaymentStatus payment, long? said, long refunded) =>
        OrderFigures.Of(Lines(100, 200), payment, said).ShouldBe(new OrderFigures(300, refunded, payment));

    [Theory]
    [InlineData(PaymentStatus.Paid, 301L, "order.refund_above_total")]
    [InlineData(PaymentStatus.Paid, 1L, "order.payment_contradicts_refund")]
    [InlineData(PaymentStatus.Unpaid, 1L, "order.payment_contradicts_refund")]
    [InlineData(PaymentStatus.PartlyRefunded, null, "order.payment_contradicts_refund")]
    [InlineData(PaymentStatus.PartlyRefunded, 300L, "order.payment_contradicts_refund")]
    [InlineData(PaymentStatus.Refunded, 299L, "order.payment_contradicts_refund")]
    public void What_does_not_fit_is_refused(PaymentStatus payment, long? said, string code) =>
        Should.Throw<RuleBroken>(() => OrderFigures.Of(Lines(100, 200), payment, said)).Code.ShouldBe(code);

    [Fact]
    public void A_total_is_never_below_nothing_and_never_wraps()
    {
        Should.Throw<RuleBroken>(() => OrderFigures.Of(Lines(100, -200), PaymentStatus.Paid, null)).Code.ShouldBe("order.negative_total");
        Should.Throw<RuleBroken>(() => OrderFigures.Of(Lines(long.MaxValue, 1), PaymentStatus.Paid, null)).Code.ShouldBe("order.total_too_large");
    }

    [Fact]
    public void An_order_moves_forward_only()
    {
        foreach (var from in Enum.GetValues<TradeStatus>())
            foreach (var to in Enum.GetValues<TradeStatus>())
                if (to < from) OrderRules.CanMove(from, to).ShouldBeFalse($"{from} to {to}");
        OrderRules.CanMove(TradeStatus.Paid, TradeStatus.Paid).ShouldBeTrue();
        OrderRules.CanMove(TradeStatus.Closed, TradeStatus.Shipped).ShouldBeFalse();
    }

    [Fact]
    public void A_refund_goes_to_the_latest_earlier_purchase_with_enough_left()
    {
        var (first, second, later) = (Id(11), Id(12), Id(13));
        var purchases = new Purchases();
        purchases.Add(first, Lan, "A", Noon.AddDays(-3), money: 1000, pieces: 10);
        purchases.Add(second, Lan, "A", Noon.AddDays(-2), money: 300, pieces: 3);
        purchases.Add(later, Lan, "A", Noon.AddDays(1), money: 1000, pieces: 10);
        purchases.Sort();

        purchases.Take(Refund(Lan, "A", 2, 200)).ShouldBe(second);
        purchases.Take(Refund(Lan, "A", 2, 200)).ShouldBe(first); // one piece is left of the second
        purchases.Take(Refund(Lan, "A", 1, 150)).ShouldBe(first); // the piece is there, the money is not
        purchases.Take(Refund(Lan, "A", 8, 100)).ShouldBeNull();
        purchases.Take(Refund(Ming, "A", 1, 1)).ShouldBeNull();
        purchases.Take(Refund(Lan, "B", 1, 1)).ShouldBeNull();
        purchases.Take(Refund(null, "A", 1, 1)).ShouldBeNull();
    }

    private static WaitingRefund Refund(Guid? customer, string sku, int quantity, long amount) => new(1, "C1", 1, customer, sku, "", quantity, 0, amount, Noon);

    private static List<OrderLine> Lines(params long[] amounts) => [.. amounts.Select(a => new OrderLine("A", "", 1, a, a))];

    private static Guid Id(int n) => new(n, 0, 0, new byte[8]);
}
