namespace Xiaoer.Orders.Import;

/// <summary>A column a preset knows, under every name it goes by.</summary>
internal sealed record ImportField(string Name, string Shown, bool Required, params string[] Names);

/// <summary>How a platform writes its order files, and how a shop that sells there counts, tells the time and speaks.</summary>
internal sealed record ImportPreset(string Name, string Currency, string TimeZone, string Locale, string TeamName, IReadOnlyList<ImportField> Fields)
{
    public static ImportPreset Uci { get; } = new("uci", "GBP", "Europe/London", "en-GB", "Customer service",
    [
        new("order", "InvoiceNo (or Invoice)", true, "invoiceno", "invoice"),
        new("sku", "StockCode", true, "stockcode"),
        new("title", "Description", false, "description"),
        new("quantity", "Quantity", true, "quantity"),
        new("at", "InvoiceDate", true, "invoicedate"),
        new("price", "UnitPrice (or Price)", true, "unitprice", "price"),
        new("customer", "CustomerID (or Customer ID)", true, "customerid"),
        new("region", "Country", false, "country"),
    ]);

    public static IReadOnlyList<ImportPreset> All { get; } = [Uci];

    public static ImportPreset? Find(string name) => All.FirstOrDefault(p => p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
}
