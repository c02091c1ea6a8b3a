using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>
/// Reads rows of orders by the names of their columns. A row that leaves the order's fields empty is a further line of the order above it. Masked names
/// and phones are no identity: the order is a guest's.
/// </summary>
internal sealed class PlatformRows(ImportColumns columns, ImportPreset preset, ImportTerms terms) : IOrderRows
{
    private const int MaxTitle = 300;
    private const int MaxCode = 100;
    private const decimal MaxAmount = 100_000_000_000m; // so that no order's sum can overflow

    /// <summary>What stands for the lines of an order that a file only sums up.</summary>
    public const string SumSku = "sum";

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone);
    private readonly BuyerColumns _buyers = new(columns, preset, terms);
    private readonly OrderColumns _orders = new(columns, preset, terms);
    private ImportLine? _last;

    public ImportLine? Read(IRecords record, out string? reason)
    {
        reason = record.Fault;
        if (reason is not null) return null;
        if (record.Count < Math.Min(3, columns.Names.Count)) return Refused(Reasons.FewColumns, out reason);

        var code = Values.Code(At(record, "order"));
        if (code.IsEmpty) return Refused(Reasons.NoOrder, out reason);
        if (Values.HasLostDigits(code)) return Refused(Reasons.RoundedOrder, out reason);
        if (code.Length > MaxCode) return Refused(Reasons.LongCode, out reason);
        var number = _last is not null && code.SequenceEqual(_last.Order) ? _last.Order : code.ToString();

        var line = preset.Rows switch
        {
            RowsAre.Items => Item(record, number, default, null, out reason),
            RowsAre.Refunds => Refund(record, number, out reason),
            RowsAre.Orders => Order(record, number, out reason),
        };
        if (line is not null) _last = line;
        return line;
    }

    private ImportLine? Order(IRecords record, string number, out string? reason)
    {
        var first = _last;
        if (first is null || first.Order != number || !Values.Code(At(record, "payment", "status")).IsEmpty || !columns.Has("payment"))
        {
            if (!Values.TryTime(At(record, "at"), _zone, out var at))
            {
                if (first is null || first.Order != number || !Values.Code(At(record, "at")).IsEmpty) return Refused(Reasons.BadDate, out reason);
                at = first.At;
            }

            if (_orders.Read(record, out var said, out reason) is false) return null;
            return Item(record, number, at, said, out reason);
        }

        return Item(record, number, first.At, null, out reason);
    }

    private ImportLine? Item(IRecords record, string number, DateTimeOffset at, OrderSaid? said, out string? reason)
    {
        var pieces = 1m;
        var quantity = At(record, "quantity");
        if (!Values.Code(quantity).IsEmpty && (!Values.TryNumber(quantity, out pieces) || pieces != decimal.Truncate(pieces) || Math.Abs(pieces) > 10_000_000m)) return Refused(Reasons.BadQuantity, out reason);
        if (pieces == 0) return Refused(Reasons.NoPieces, out reason);

        if (!Worth(record, Math.Abs(pieces), said, out var price, out var amount, out var sums, out reason)) return null;
        if (amount > MaxAmount || price > MaxAmount) return Refused(Reasons.LargeAmount, out reason);

        var title = Values.Text(At(record, "title"));
        if (Values.Text(At(record, "variant")) is { Length: > 0 } variant) title = $"{title} {variant}".Trim();
        var sku = Values.Text(At(record, "sku"));
        if (sku.Length > MaxCode) return Refused(Reasons.LongCode, out reason);
        if (sku.Length == 0) sku = sums ? SumSku : Values.Cut(title.Length > 0 ? title : "-", MaxCode);
        if (title.Length == 0) title = sums ? number : sku;

        var above = _last?.Order == number ? _last : null;
        var buyer = (said is null ? null : _buyers.Read(record, number)) ?? above?.Buyer;
        var cut = Values.Cut(title, MaxTitle);
        reason = null;
        return new ImportLine(
            record.Line, number, sku, cut, (int)Math.Abs(pieces), Minor(price), Minor(amount), at, buyer?.Key, buyer?.Region,
            pieces < 0, cut.Length < title.Length)
        {
            Buyer = buyer,
            Said = said,
            Sums = sums,
            Rounded = Values.MayHaveLostDigits(number),
        };
    }

    /// <summary>A line is worth what it says, else price × pieces; a row without either stands for its whole order.</summary>
    private bool Worth(IRecords record, decimal pieces, OrderSaid? said, out decimal price, out decimal amount, out bool sums, out string? reason)
    {
        (price, amount, sums, reason) = (0, 0, false, null);
        var given = At(record, "amount");
        var priced = At(record, "price");
        var (hasAmount, hasPrice) = (!Values.Code(given).IsEmpty, !Values.Code(priced).IsEmpty);
        if (hasAmount && !Values.TryNumber(given, out amount) || hasPrice && !Values.TryNumber(priced, out price))
        {
            reason = Reasons.BadAmount;
            return false;
        }

        if (hasPrice && !hasAmount) amount = price * pieces;
        else if (hasAmount && !hasPrice) price = Math.Abs(amount) / pieces;
        else if (!hasAmount)
        {
            if (said?.Total is not { } total)
            {
                reason = Reasons.NoAmount;
                return false;
            }

            (amount, sums) = ((decimal)total / Scale, true);
            price = amount / pieces;
        }

        amount = Math.Abs(amount);
        if (price >= 0) return true;
        reason = Reasons.NegativePrice;
        return false;
    }

    private ImportLine? Refund(IRecords record, string number, out string? reason)
    {
        if (!Values.TryNumber(At(record, "refunded"), out var refunded)) return Refused(Reasons.BadAmount, out reason);
        var state = Values.Text(At(record, "status"));
        if (state.Contains("关闭", StringComparison.Ordinal) || state.Contains("取消", StringComparison.Ordinal) || state.Contains("拒绝", StringComparison.Ordinal)) refunded = 0;
        if (Math.Abs(refunded) > MaxAmount) return Refused(Reasons.LargeAmount, out reason);
        reason = null;
        return new ImportLine(record.Line, number, "", "", 1, 0, Minor(Math.Abs(refunded)), default, null, null, false, false);
    }

    private decimal Scale { get; } = (decimal)Math.Pow(10, Money.Digits(terms.Currency));

    private long Minor(decimal amount) => (long)decimal.Round(amount * Scale, 0, MidpointRounding.AwayFromZero);

    private ReadOnlySpan<char> At(IRecords record, string field) => columns[field] is >= 0 and var place && place < record.Count ? record[place] : [];

    private ReadOnlySpan<char> At(IRecords record, string field, string other) => At(record, field) is { IsEmpty: false } found ? found : At(record, other);

    private static ImportLine? Refused(string why, out string? reason)
    {
        reason = why;
        return null;
    }
}
