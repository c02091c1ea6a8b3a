using Xiaoer.Catalog.Contracts;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Records;

/// <summary>Reads rows of products: one a line, or a variant a line under the product's number.</summary>
internal sealed class ProductRecords(ImportColumns columns, ImportTerms terms)
{
    private readonly Dictionary<string, string> _numbersBySku = new(StringComparer.Ordinal);

    public FileProduct? Read(IRecords record, out string? reason)
    {
        reason = record.Fault;
        if (reason is not null) return null;

        var (number, sku, type) = (Text(record, "product"), Text(record, "sku"), Text(record, "type"));
        var isVariation = type.Equals("variation", StringComparison.OrdinalIgnoreCase);
        var isVariable = type.Equals("variable", StringComparison.OrdinalIgnoreCase);
        if (isVariable && sku.Length > 0) _numbersBySku[sku] = number;
        if (isVariation) number = Parent(Text(record, "parent")) ?? "";
        if (number.Length == 0) return Refused(Reasons.NoNumber, out reason);
        if (number.Length > 100 || sku.Length > 100) return Refused(Reasons.LongCode, out reason);
        if (Values.HasLostDigits(number)) return Refused(Reasons.RoundedOrder, out reason);

        Money? price = null;
        var written = Text(record, "sale_price") is { Length: > 0 } sale ? sale : Text(record, "price");
        if (written.Length > 0)
        {
            if (!Values.TryNumber(written, out var amount) || amount is < 0 or > 1_000_000_000m) return Refused(Reasons.BadAmount, out reason);
            price = Money.FromAmount(amount, terms.Currency);
        }

        int? stock = null;
        if (Text(record, "stock") is { Length: > 0 } pieces)
        {
            if (!Values.TryNumber(pieces, out var count) || count != decimal.Truncate(count) || Math.Abs(count) > 100_000_000m) return Refused(Reasons.BadStock, out reason);
            stock = Math.Max(0, (int)count);
        }

        var (image, url) = (Text(record, "image").Split(',', StringSplitOptions.TrimEntries)[0], Text(record, "url"));
        if (!IsAddress(image) || !IsAddress(url)) return Refused(Reasons.BadAddress, out reason);

        var variant = $"{Text(record, "variant")} {Text(record, "variant2")}".Trim();
        if (sku.Length == 0 && variant.Length > 0 && !isVariable) sku = Values.Cut($"{number}-{variant}", 100);
        var title = isVariation ? "" : Text(record, "title");
        reason = null;
        return new FileProduct(
            record.Line, number, Some(title, 300), price, Some(Text(record, "category"), 100), Some(image, 2000), Some(url, 2000), isVariable ? null : Some(sku, 100), Some(variant, 200), stock);
    }

    // WooCommerce: id:741, or the SKU of the line above.
    private string? Parent(string text) => text.StartsWith("id:", StringComparison.OrdinalIgnoreCase) ? text[3..] : _numbersBySku.GetValueOrDefault(text);

    private static bool IsAddress(string text) =>
        text.Length == 0 || (text.Length <= 2000 && Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https");

    private string Text(IRecords record, string field) => columns[field] is >= 0 and var place && place < record.Count ? Values.Text(record[place]) : "";

    private static string? Some(string text, int most) => text.Length == 0 ? null : Values.Cut(text, most);

    private static FileProduct? Refused(string why, out string? reason)
    {
        reason = why;
        return null;
    }
}
