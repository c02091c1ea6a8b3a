using Xiaoer.Platform;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders;

/// <summary>What an order comes to, computed from its lines; what a client says about amounts is only ever checked against it.</summary>
internal sealed record OrderFigures(long Total, long Refunded, PaymentStatus Payment)
{
    public static OrderFigures Of(IReadOnlyList<OrderLine> lines, PaymentStatus payment, long? refunded)
    {
        long total = 0;
        try
        {
            foreach (var line in lines) total = checked(total + line.AmountMinor);
        }
        catch (OverflowException)
        {
            throw new RuleBroken("order.total_too_large", "The lines add up to more than can be counted.");
        }

        if (total < 0) throw new RuleBroken("order.negative_total", "The lines add up to less than nothing.");
        return new(total, RefundedOf(payment, refunded, total), payment);
    }

    private static long RefundedOf(PaymentStatus payment, long? said, long total)
    {
        var refunded = said ?? (payment == PaymentStatus.Refunded ? total : 0);
        if (refunded > total) throw new RuleBroken("order.refund_above_total", "More went back than was to be paid.");
        var fits = payment switch
        {
            PaymentStatus.Unpaid or PaymentStatus.Paid => refunded == 0,
            PaymentStatus.PartlyRefunded => refunded > 0 && refunded < total,
            PaymentStatus.Refunded => refunded == total,
        };
        return fits ? refunded : throw new RuleBroken("order.payment_contradicts_refund", $"An order that is {payment} cannot have {refunded} of {total} refunded.");
    }
}
