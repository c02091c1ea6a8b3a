using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>Reads what a row says of its order as a whole: how far it is, what was to be paid, what went back.</summary>
internal sealed class OrderColumns(ImportColumns columns, ImportPreset preset, ImportTerms terms)
{
    private readonly decimal _minor = (decimal)Math.Pow(10, Money.Digits(terms.Currency));

    public bool Read(IRecords record, out OrderSaid? said, out string? reason)
    {
        (said, reason) = (null, null);
        if (Text(record, "currency") is { Length: > 0 } currency && !currency.Equals(terms.Currency, StringComparison.OrdinalIgnoreCase)) return No(Reasons.WrongCurrency, out reason);
        if (Status(record, out var allBack) is not { } status) return No(Reasons.UnknownStatus, out reason);
        if (!Amount(record, "paid", out var paid) || !Amount(record, "due", out var due) || !Amount(record, "refunded", out var refunded)) return No(Reasons.BadAmount, out reason);

        var unpaid = status.Unpaid || (status.Trade == TradeStatus.Closed && paid is null or 0 && due is > 0 && !allBack);
        var total = unpaid ? due ?? paid : paid is 0 && refunded is > 0 ? due ?? paid : paid ?? due;
        if (total < 0) return No(Reasons.BadAmount, out reason);
        if (allBack) refunded = total ?? long.MaxValue;
        said = new OrderSaid(status.Trade, unpaid, total, refunded is { } back ? Math.Abs(back) : columns.Has("refunded") ? 0 : null) { Shipping = Shipping(record) };
        return true;
    }

    /// <summary>An address may stand in one column or in several; where the region's column holds all of it, it is taken from there.</summary>
    private OrderShipping Shipping(IRecords record)
    {
        var address = string.Concat(Text(record, "region"), Text(record, "city"), Text(record, "district"), Text(record, "street"), Text(record, "address"));
        return new OrderShipping(
            Kept(Text(record, "courier"), OrderShipping.LongestCourier), Kept(Code(record, "tracking"), OrderShipping.LongestNumber), ShippingMark.Of(terms.Shop, Text(record, "receiver") is { Length: > 0 } to ? to : Text(record, "name"), address));
    }

    private static string? Kept(string text, int most) => text.Length == 0 ? null : Values.Cut(text, most);

    private (TradeStatus Trade, bool Unpaid)? Status(IRecords record, out bool refunded)
    {
        refunded = false;
        if (columns.Has("payment")) return ByPayment(record, out refunded);
        if (preset.Rows == RowsAre.Orders && columns.Has("paid_at"))
            return Text(record, "paid_at").Length > 0 ? (TradeStatus.Completed, false) : (TradeStatus.Closed, true);
        if (!columns.Has("status")) return (TradeStatus.Completed, false);

        var word = Text(record, "status");
        if (word.Length == 0) return (TradeStatus.Completed, false);
        if (StatusWords.Read(word, out refunded) is not { } trade) return null;
        refunded |= Text(record, "refund_status").Contains("退款成功", StringComparison.Ordinal);
        return (trade, trade == TradeStatus.AwaitingPayment);
    }

    /// <summary>Shopify: money and goods have a state each. What is fulfilled there is done: nobody confirms the receipt.</summary>
    private (TradeStatus, bool)? ByPayment(IRecords record, out bool refunded)
    {
        var (payment, fulfilment) = (ImportColumns.Plain(Text(record, "payment")), ImportColumns.Plain(Text(record, "fulfilment")));
        refunded = payment == "refunded";
        var unpaid = payment is "pending" or "authorized" or "voided" or "expired" or "unpaid";
        if (Text(record, "cancelled").Length > 0 || payment is "voided" or "expired" || refunded) return (TradeStatus.Closed, unpaid);
        if (payment is not ("paid" or "partiallyrefunded" or "partiallypaid" or "") && !unpaid) return null;
        return fulfilment switch
        {
            "fulfilled" => (TradeStatus.Completed, unpaid),
            "partial" => (TradeStatus.Shipped, unpaid),
            _ => (unpaid ? TradeStatus.AwaitingPayment : TradeStatus.Paid, unpaid),
        };
    }

    /// <summary>False when something stands there that is no amount.</summary>
    private bool Amount(IRecords record, string field, out long? minor)
    {
        minor = null;
        var text = columns[field] is >= 0 and var place && place < record.Count ? record[place] : [];
        if (Values.Code(text).IsEmpty) return true;
        if (!Values.TryNumber(text, out var amount) || Math.Abs(amount) > 100_000_000_000m) return false;
        minor = (long)decimal.Round(amount * _minor, 0, MidpointRounding.AwayFromZero);
        return true;
    }

    private string Text(IRecords record, string field) => columns[field] is >= 0 and var place && place < record.Count ? Values.Text(record[place]) : "";

    private string Code(IRecords record, string field) => columns[field] is >= 0 and var place && place < record.Count ? Values.Code(record[place]).ToString() : "";

    private static bool No(string why, out string? reason)
    {
        reason = why;
        return false;
    }
}
