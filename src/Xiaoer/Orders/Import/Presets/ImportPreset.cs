using Xiaoer.Orders.Import.Reading;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>A column a preset knows, under every name it goes by; the first that a file has is taken.</summary>
internal sealed record ImportField(string Name, string Shown, bool Required, params string[] Names);

/// <summary>How a platform writes its files, and how a shop that sells there counts, tells the time and speaks.</summary>
/// <param name="Name">What people choose it by, and the source of the orders it brings.</param>
internal sealed record ImportPreset(string Name, ImportKind Kind, string Currency, string TimeZone, string Locale, string TeamName, IReadOnlyList<ImportField> Fields)
{
    /// <summary>Its files are in one currency, whatever the shop counts in.</summary>
    public bool OneCurrency { get; init; }

    /// <summary>Two columns that could be the same field are refused, instead of taking the better name.</summary>
    public bool Strict { get; init; }

    /// <summary>Fields that only this platform's files have: any of them tells it from the others.</summary>
    public IReadOnlyList<string> Telling { get; init; } = [];

    /// <summary>Its rows add to orders that another file has brought, and make none.</summary>
    public RowsAre Rows { get; init; }

    /// <summary>The platform whose account names its files hold; null where customers have the shop's own numbers.</summary>
    public string? Platform { get; init; }

    public static IReadOnlyList<ImportPreset> All => Known.Presets;

    public static ImportPreset Uci => UciPreset.Uci;

    public static IReadOnlyList<ImportPreset> Of(ImportKind kind) => [.. All.Where(p => p.Kind == kind)];

    public static ImportPreset? Find(string name, ImportKind kind = ImportKind.Orders) =>
        All.FirstOrDefault(p => p.Kind == kind && p.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The preset that fits the columns best; the general one where none of a platform's own does.</summary>
    public static ImportPreset Detect(ImportKind kind, IReadOnlyList<string> names)
    {
        ImportPreset? best = null;
        var most = 0;
        foreach (var preset in Of(kind).Where(p => p.Telling.Count > 0 || p.Strict))
        {
            ImportColumns columns;
            try
            {
                columns = ImportColumns.Find(names, preset);
            }
            catch (ImportRefused)
            {
                continue;
            }

            var found = preset.Fields.Count(f => columns.Has(f.Name));
            if (columns.Missing.Count > 0 || (preset.Telling.Count > 0 && !preset.Telling.Any(columns.Has)) || found <= most) continue;
            (best, most) = (preset, found);
        }

        return best ?? Of(kind)[0];
    }

    /// <summary>The reader of its orders' rows.</summary>
    public IOrderRows Reader(ImportColumns columns, ImportTerms terms) => this == UciPreset.Uci ? new UciRows(columns, this) : new PlatformRows(columns, this, terms);

    // Apart, because the presets are of this very type: they must exist before they are listed.
    private static class Known
    {
        public static readonly IReadOnlyList<ImportPreset> Presets =
        [
            OrderPresets.Generic, OrderPresets.Taobao, OrderPresets.TaobaoItems, OrderPresets.TmallReport, OrderPresets.Jd, OrderPresets.Pdd, OrderPresets.Shopify,
            OrderPresets.WooCommerce, OrderPresets.Refunds, UciPreset.Uci, CustomerPresets.Generic, ProductPresets.Generic, ProductPresets.WooCommerce, ProductPresets.Shopify,
        ];
    }
}

/// <summary>What the rows of a file are.</summary>
internal enum RowsAre
{
    /// <summary>Lines of orders, or whole orders.</summary>
    Orders,

    /// <summary>Lines of orders that are there already, in place of what stood for them.</summary>
    Items,

    /// <summary>What went back of orders that are there already.</summary>
    Refunds,
}

/// <summary>Reads the rows of a file of orders.</summary>
internal interface IOrderRows
{
    /// <summary>The row, or null and why not.</summary>
    ImportLine? Read(IRecords record, out string? reason);
}

/// <summary>How amounts, times and phone numbers of a file are to be understood: as its platform writes them, else as the shop counts.</summary>
/// <param name="Region">The country whose phone numbers are written without a code.</param>
internal sealed record ImportTerms(string Currency, string TimeZone, string? Region, bool Chinese)
{
    /// <summary>Whose orders they are; marks of addresses are a shop's own.</summary>
    public ShopId Shop { get; init; }

    public static ImportTerms Of(ImportPreset preset) => new(preset.Currency, preset.TimeZone, null, preset.Locale.StartsWith("zh", StringComparison.Ordinal));
}
