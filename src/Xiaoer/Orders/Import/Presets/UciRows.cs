using System.Globalization;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>
/// Reads rows of the UCI Online Retail files, both editions. C-invoices and negative quantities are refunds; lines priced 0 are kept, lines priced below
/// 0 (bookkeeping, not sales) are refused; amounts are quantity × price, rounded once to a penny.
/// </summary>
internal sealed class UciRows(ImportColumns columns, ImportPreset preset) : IOrderRows
{
    private const int MaxTitle = 300;
    private const int MaxCode = 100;
    private const decimal MaxAmount = 100_000_000_000m; // so that no order's sum can overflow

    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd H:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm",
        "M/d/yyyy H:mm", "M/d/yyyy H:mm:ss", // the month first, as the first edition is exported from a spreadsheet
    ];

    private readonly int _order = columns["order"], _sku = columns["sku"], _title = columns["title"], _quantity = columns["quantity"], _at = columns["at"],
        _price = columns["price"], _customer = columns["customer"], _region = columns["region"];

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(preset.TimeZone);
    private readonly decimal _minor = (decimal)Math.Pow(10, Money.Digits(preset.Currency));
    private string _lastDate = "", _lastOrder = "";
    private DateTimeOffset _lastAt;
    private string? _lastCustomer, _lastRegion;

    /// <summary>The row, or null and why not.</summary>
    public ImportLine? Read(IRecords record, out string? reason)
    {
        if (record.Fault is { } fault) return Refused(fault, out reason);
        if (record.Count <= Math.Max(Math.Max(_order, _sku), Math.Max(Math.Max(_quantity, _at), Math.Max(_price, _customer))))
            return Refused("has fewer columns than the header", out reason);

        var order = Code(record[_order]);
        if (order.IsEmpty) return Refused("has no invoice number", out reason);
        if (IsRounded(order)) return Refused("has an invoice number that a spreadsheet has rounded", out reason);
        var sku = Code(record[_sku]);
        if (sku.IsEmpty) return Refused("has no stock code", out reason);
        if (order.Length > MaxCode || sku.Length > MaxCode) return Refused("has a code of more than 100 characters", out reason);

        if (!decimal.TryParse(Code(record[_quantity]), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var quantity)
            || quantity != decimal.Truncate(quantity) || Math.Abs(quantity) > 10_000_000m)
            return Refused("has a quantity that is no whole number", out reason);
        if (quantity == 0) return Refused("has a quantity of zero", out reason);

        if (!decimal.TryParse(Code(record[_price]), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var price) || price > 1_000_000_000m)
            return Refused("has a price that is no amount", out reason);
        if (price < 0) return Refused("has a price below zero", out reason);
        var pieces = Math.Abs(quantity);
        if (price * pieces > MaxAmount) return Refused("is worth more than a line may be", out reason);
        if (!TryDate(Code(record[_at]), out var at)) return Refused("has a date that cannot be read", out reason);

        var title = _title >= 0 && _title < record.Count ? Title(record[_title]) : "";
        var cut = title.Length > MaxTitle;
        if (cut) title = title[..(char.IsHighSurrogate(title[MaxTitle - 1]) ? MaxTitle - 1 : MaxTitle)];

        reason = null;
        return new ImportLine(
            record.Line, Same(order, ref _lastOrder!), sku.ToString(), title, (int)pieces, Minor(price), Minor(price * pieces), at,
            Customer(Code(record[_customer])), _region >= 0 && _region < record.Count ? Region(record[_region]) : null,
            quantity < 0 || IsCancellation(order), cut);
    }

    private static ImportLine? Refused(string why, out string? reason)
    {
        reason = why;
        return null;
    }

    private static bool IsCancellation(ReadOnlySpan<char> order) => order.Length > 1 && order[0] is 'C' or 'c' && char.IsAsciiDigit(order[1]);

    // 2.03457E+18: the digits are gone, two orders may have become one.
    private static bool IsRounded(ReadOnlySpan<char> order) => char.IsAsciiDigit(order[0]) && order.Contains("E+", StringComparison.OrdinalIgnoreCase);

    /// <summary>Codes and numbers, freed from what spreadsheets wrap around them: ="123", '123, tabs, full-width spaces.</summary>
    private static ReadOnlySpan<char> Code(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("=\"") && text.EndsWith("\"") && text.Length > 2) text = text[2..^1].Trim();
        return text.StartsWith("'") ? text[1..].Trim() : text;
    }

    private static string Title(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (!text.ContainsAnyInRange('\u0001', '\u001f')) return text.ToString();
        return string.Join(' ', text.ToString().Split([.. Enumerable.Range(1, 31).Select(c => (char)c)], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
    }

    /// <summary>0, empty and what programs write for "none" are a guest; 17850.0 is 17850.</summary>
    private string? Customer(ReadOnlySpan<char> text)
    {
        if (text.EndsWith(".0")) text = text[..^2];
        if (text.IsEmpty || text is "0" || text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text.Equals("null", StringComparison.OrdinalIgnoreCase)) return null;
        return Same(text[..Math.Min(text.Length, MaxCode)], ref _lastCustomer);
    }

    private string? Region(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        return text.IsEmpty ? null : Same(text[..Math.Min(text.Length, 200)], ref _lastRegion);
    }

    private bool TryDate(ReadOnlySpan<char> text, out DateTimeOffset at)
    {
        at = _lastAt;
        if (text.SequenceEqual(_lastDate)) return text.Length > 0;

        if (!DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            // A spreadsheet's own number: days since 1899-12-30.
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) || days is < 20_000 or > 80_000) return false;
            local = new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86_400));
        }

        if (local.Year is < 1990 or > 2200) return false;
        if (_zone.IsInvalidTime(local)) local = local.AddHours(1); // the hour that summer time skips
        at = new DateTimeOffset(local, _zone.GetUtcOffset(local)).ToUniversalTime();
        (_lastDate, _lastAt) = (text.ToString(), at);
        return true;
    }

    private long Minor(decimal amount) => (long)decimal.Round(amount * _minor, 0, MidpointRounding.AwayFromZero);

    // The lines of an order follow one another: one text for all of them.
    private static string Same(ReadOnlySpan<char> text, ref string? last) => last is not null && text.SequenceEqual(last) ? last : last = text.ToString();
}
