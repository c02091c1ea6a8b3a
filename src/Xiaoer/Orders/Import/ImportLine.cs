namespace Xiaoer.Orders.Import;

/// <summary>One row of a file, read and checked.</summary>
/// <param name="Customer">Null for a guest.</param>
/// <param name="Quantity">Pieces, always positive; <paramref name="IsRefund"/> says which way they went.</param>
internal sealed record ImportLine(
    long Line, string Order, string Sku, string Title, int Quantity, long UnitPriceMinor, long AmountMinor, DateTimeOffset At, string? Customer, string? Region,
    bool IsRefund, bool TitleCut);
