using Xiaoer.Customers.Contracts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import;

/// <summary>One row of a file, read and checked.</summary>
/// <param name="Customer">What tells the buyer from others in this file; null for a guest.</param>
/// <param name="Quantity">Pieces, always positive; <paramref name="IsRefund"/> says which way they went.</param>
internal sealed record ImportLine(
    long Line, string Order, string Sku, string Title, int Quantity, long UnitPriceMinor, long AmountMinor, DateTimeOffset At, string? Customer, string? Region,
    bool IsRefund, bool TitleCut)
{
    /// <summary>Who bought, where the file says more than a number.</summary>
    public FileBuyer? Buyer { get; init; }

    /// <summary>What the row says of the whole order; null on further lines of it, and where a file says nothing of the kind.</summary>
    public OrderSaid? Said { get; init; }

    /// <summary>It stands for all lines of the order: the file lists orders, not what was in them.</summary>
    public bool Sums { get; init; }

    /// <summary>The number may have lost its last digits in a spreadsheet.</summary>
    public bool Rounded { get; init; }
}

/// <summary>What a file says of an order as a whole.</summary>
/// <param name="Total">What was to be paid in the end; null: the sum of the lines.</param>
/// <param name="Refunded">What went back; null: the file does not say.</param>
internal sealed record OrderSaid(TradeStatus Trade, bool Unpaid, long? Total, long? Refunded)
{
    public OrderShipping Shipping { get; init; } = OrderShipping.Nothing;
}
