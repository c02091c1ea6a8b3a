using System.Globalization;
using System.Text.Json;

namespace Xiaoer.Orders.Import.Reading;

/// <summary>
/// Orders as WooCommerce's REST API and webhooks write them, an array or a single one, laid out as rows: one for each line of an order, its columns named
/// as in the JSON. One order is in memory at a time.
/// </summary>
internal sealed class WooRecords(Stream file) : IRecords, IDisposable
{
    private static readonly JsonSerializerOptions Depth = new() { MaxDepth = 32 };
    private const long MaxFile = 200L * 1024 * 1024;

    public static readonly string[] Columns =
    [
        "number", "status", "currency", "date_created", "date_created_gmt", "date_paid", "total", "customer_id", "billing_name", "billing_email", "billing_phone", "billing_state",
        "refunded", "line_sku", "line_name", "line_quantity", "line_price", "line_total",
    ];

    private readonly Queue<string[]> _rows = new();
    private IEnumerator<JsonElement>? _orders;
    private string[] _cells = [];

    public long Line { get; private set; }
    public string? Fault { get; private set; }
    public int Count => _cells.Length;
    public ReadOnlySpan<char> this[int field] => _cells[field];

    public bool ReadHeader()
    {
        if (file.Length > MaxFile) throw new ImportRefused("import.json_too_large", "The JSON file is larger than 200 MB. Export it in parts.");
        (_cells, Line) = (Columns, 1);
        return true;
    }

    public bool Read()
    {
        try
        {
            _orders ??= Orders().GetEnumerator();
            while (_rows.Count == 0)
            {
                if (!_orders.MoveNext()) return false;
                Lay(_orders.Current);
            }
        }
        catch (JsonException)
        {
            throw ImportRefused.Damaged();
        }

        _cells = _rows.Dequeue();
        Line++;
        Fault = _cells.Length == 0 ? "is no order of WooCommerce" : null;
        return true;
    }

    public string Shown() => string.Join(',', _cells);

    public void Dispose() => _orders?.Dispose();

    private IEnumerable<JsonElement> Orders()
    {
        file.Position = 0;
        var form = (char)Math.Max(0, FirstSign());
        file.Position = 0;
        if (form == '[') return JsonSerializer.DeserializeAsyncEnumerable<JsonElement>(file, Depth).ToBlockingEnumerable();
        using var document = JsonDocument.Parse(file, new JsonDocumentOptions { MaxDepth = 32 });
        return [document.RootElement.Clone()];
    }

    private int FirstSign()
    {
        int sign;
        do sign = file.ReadByte();
        while (sign is ' ' or '\t' or '\r' or '\n' or 0xef or 0xbb or 0xbf);
        return sign;
    }

    private void Lay(JsonElement order)
    {
        if (order.ValueKind != JsonValueKind.Object || !order.TryGetProperty("line_items", out var lines) || lines.ValueKind != JsonValueKind.Array || lines.GetArrayLength() == 0)
        {
            _rows.Enqueue([]);
            return;
        }

        var billing = order.TryGetProperty("billing", out var b) ? b : default;
        foreach (var line in lines.EnumerateArray())
            _rows.Enqueue(
            [
                Text(order, "number") is { Length: > 0 } number ? number : Text(order, "id"), Text(order, "status"), Text(order, "currency"), Text(order, "date_created"),
                Text(order, "date_created_gmt"), Text(order, "date_paid"), Text(order, "total"), Text(order, "customer_id"),
                $"{Text(billing, "first_name")} {Text(billing, "last_name")}".Trim(), Text(billing, "email"), Text(billing, "phone"), Text(billing, "state"), Refunded(order),
                Text(line, "sku") is { Length: > 0 } sku ? sku : Text(line, "product_id"), Text(line, "name"), Text(line, "quantity"), Text(line, "price"), Text(line, "total"),
            ]);
    }

    // refunds: [{ "total": "-10.00" }]
    private static string Refunded(JsonElement order)
    {
        if (!order.TryGetProperty("refunds", out var refunds) || refunds.ValueKind != JsonValueKind.Array) return "";
        decimal sum = 0;
        foreach (var refund in refunds.EnumerateArray())
            if (decimal.TryParse(Text(refund, "total"), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount)) sum -= amount;
        return sum == 0 ? "" : sum.ToString(CultureInfo.InvariantCulture);
    }

    private static string Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
            ? value.ValueKind switch { JsonValueKind.String => value.GetString()!, JsonValueKind.Number => value.GetRawText(), _ => "" }
            : "";
}
