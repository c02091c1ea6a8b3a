using System.Globalization;
using System.Text.Json;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Orders.Import.Records;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Reads the beginning of a file for the eye.</summary>
internal static class FilePreview
{
    private const int Shown = 20;

    private static readonly string[] BuyerFields = ["customer", "account", "phone", "email"];

    private static readonly string[] ConsentWords = ["optin", "acceptsmarketing", "acceptsemailmarketing", "acceptssmsmarketing", "subscribed", "marketingconsent", "营销", "订阅", "同意营销", "接收短信"];

    public static async Task<ImportPreview> Of(string path, ImportPlan plan, IServiceProvider services, ShopId shop, string language, CancellationToken ct)
    {
        var form = FileForms.Of(path);
        var preview = new ImportPreview(
            form.ToString().ToLowerInvariant(), plan.Preset.Name, [.. ImportPreset.Of(plan.Kind).Select(p => p.Name)], plan.Encoding,
            form is FileForm.Csv or FileForm.Gzip ? TextEncodings.Names : [], [], [], [], [], [], null, null);
        try
        {
            var (names, samples, masked) = Beginning(path, plan);
            var columns = ImportColumns.Find(names, plan.Preset, plan.Mapping);
            preview = preview with
            {
                Columns = [.. names.Select((name, i) => new ImportColumn(name, columns.FieldAt(i), Masked(columns.FieldAt(i), samples[i])))],
                Fields = [.. plan.Preset.Fields.Select(f => new ImportFieldView(f.Name, f.Required, columns[f.Name] is >= 0 and var at ? names[at] : null))],
                Missing = [.. columns.Missing.Select(f => f.Name)],
                Hints = [.. Hints(plan.Preset, columns, masked)],
            };
            if (preview.Missing.Count > 0) return preview;

            var terms = await FileImport.Terms(services, shop, plan.Preset, ct);
            return preview with { Rows = plan.Kind == ImportKind.Orders ? Orders(path, plan, terms, language) : Records(path, plan, terms, language) };
        }
        catch (ImportRefused refused)
        {
            return preview with { Code = refused.Code, Error = refused.Message };
        }
        catch (InvalidDataException)
        {
            return preview with { Code = "import.damaged_file", Error = ImportRefused.Damaged().Message };
        }
    }

    private static (IReadOnlyList<string> Names, string[] Samples, bool[] Masked) Beginning(string path, ImportPlan plan)
    {
        using var source = SourceFile.Open(path, plan.Encoding);
        if (!ImportPlan.Header(source.Records)) throw ImportPlan.NoHeader();
        var names = ImportColumns.NamesOf(source.Records);
        var samples = Enumerable.Repeat("", names.Count).ToArray();
        var masked = new bool[names.Count];
        for (var row = 0; row < Shown && source.Records.Read(); row++)
            for (var i = 0; i < Math.Min(names.Count, source.Records.Count); i++)
            {
                masked[i] |= Values.IsMasked(source.Records[i]);
                if (samples[i].Length == 0) samples[i] = Values.Cut(Values.Text(source.Records[i]), 60);
            }

        return (names, samples, masked);
    }

    private static List<ImportPreviewRow> Orders(string path, ImportPlan plan, ImportTerms terms, string language)
    {
        var batch = OrderBatches.Read(path, plan, terms, 0, Shown).First();
        var rows = batch.Orders.SelectMany(o => o.Lines).Select(l => new ImportPreviewRow(l.Line, Of(l, plan.Preset, terms), null)).Concat(Rejected(batch.Rejected, language));
        return [.. rows.OrderBy(r => r.Line).Take(Shown)];
    }

    private static Dictionary<string, string> Of(ImportLine line, ImportPreset preset, ImportTerms terms)
    {
        var values = new Dictionary<string, string> { ["order"] = line.Order };
        if (preset.Rows == RowsAre.Refunds)
        {
            values["refunded"] = Amount(line.AmountMinor, terms);
            return values;
        }

        if (preset.Rows == RowsAre.Orders)
        {
            var zone = TimeZoneInfo.FindSystemTimeZoneById(terms.TimeZone);
            values["at"] = TimeZoneInfo.ConvertTime(line.At, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
            values["buyer"] = line.Buyer is null ? line.Customer ?? "" : line.Buyer.Shown;
            if (line.Said is { } said)
            {
                values["status"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(said.Trade.ToString());
                if (said.Total is { } total) values["paid"] = Amount(total, terms);
                if (said.Refunded is > 0 and var back) values["refunded"] = Amount(Math.Min(back, said.Total ?? back), terms);
            }
        }

        (values["title"], values["quantity"], values["amount"]) = (line.Title, (line.IsRefund ? -line.Quantity : line.Quantity).ToString(CultureInfo.InvariantCulture), Amount(line.AmountMinor, terms));
        return values;
    }

    private static List<ImportPreviewRow> Records(string path, ImportPlan plan, ImportTerms terms, string language)
    {
        var batch = RecordBatches.Read(path, plan, terms, 0).First();
        var rows = batch.Customers.Select(c => new ImportPreviewRow(c.Line, new Dictionary<string, string>
        {
            ["customer"] = c.Number,
            ["name"] = c.Name ?? "",
            ["phone"] = Masked("phone", c.Phone),
            ["email"] = Masked("email", c.Email),
            ["region"] = c.Region ?? "",
        }, null))
            .Concat(batch.Products.Select(p => new ImportPreviewRow(p.Line, new Dictionary<string, string>
            {
                ["product"] = p.Number,
                ["title"] = p.Title ?? "",
                ["price"] = p.Price?.ToString() ?? "",
                ["sku"] = p.Sku ?? "",
                ["variant"] = p.VariantName ?? "",
                ["stock"] = p.Stock?.ToString(CultureInfo.InvariantCulture) ?? "",
            }, null)))
            .Concat(Rejected(batch.Rejected, language));
        return [.. rows.OrderBy(r => r.Line).Take(Shown)];
    }

    private static IEnumerable<ImportPreviewRow> Rejected(IEnumerable<Finding> rejected, string language) =>
        rejected.Select(f => new ImportPreviewRow(f.Line, new Dictionary<string, string> { ["text"] = Values.Cut(f.Text, 160) }, Reasons.In(language, f.Reason)));

    private static IEnumerable<string> Hints(ImportPreset preset, ImportColumns columns, bool[] masked)
    {
        if (preset.Rows == RowsAre.Items) yield return "items_need_list";
        if (preset.Rows == RowsAre.Refunds) yield return "refunds_need_orders";
        if (preset == OrderPresets.Taobao) yield return "list_without_items";
        if (preset.Kind == ImportKind.Orders && preset.Rows == RowsAre.Orders)
        {
            // The best of what tells buyers apart: where there is an account, a masked phone number costs nobody's identity.
            if (BuyerFields.FirstOrDefault(columns.Has) is not { } telling) yield return "no_buyers";
            else if (masked[columns[telling]]) yield return "masked_buyers";
        }

        var consent = ConsentWords.Select(ImportColumns.Plain).ToHashSet();
        if (columns.Names.Any(n => consent.Contains(ImportColumns.Plain(n)))) yield return "consent_ignored";
    }

    private static string Amount(long minor, ImportTerms terms) => new Money(minor, terms.Currency).ToString();

    private static string Masked(string? field, string text) => text.Length == 0 || Values.IsMasked(text) ? text : field switch
    {
        "phone" => Masking.Phone(text),
        "email" => Masking.Email(text),
        _ => text,
    };
}
