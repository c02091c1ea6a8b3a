using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>The UCI Online Retail data set, both editions.</summary>
internal static class UciPreset
{
    public static ImportPreset Uci { get; } = new("uci", ImportKind.Orders, "GBP", "Europe/London", "en-GB", "Customer service",
    [
        new("order", "InvoiceNo (or Invoice)", true, "invoiceno", "invoice"),
        new("sku", "StockCode", true, "stockcode"),
        new("title", "Description", false, "description"),
        new("quantity", "Quantity", true, "quantity"),
        new("at", "InvoiceDate", true, "invoicedate"),
        new("price", "UnitPrice (or Price)", true, "unitprice", "price"),
        new("customer", "CustomerID (or Customer ID)", true, "customerid"),
        new("region", "Country", false, "country"),
    ])
    { OneCurrency = true, Strict = true };
}
