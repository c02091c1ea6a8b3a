using System.CommandLine;
using System.Text.Json;
using Xiaoer.Cli.Demo;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Orders.Import.Reading;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer import orders|customers|products FILE --shop NAME</c>: brings a shop's files in.</summary>
internal static class ImportVerb
{
    public static Command Create() => new("import", "Bring files in: orders, customers, products, another desk.")
    {
        Of(ImportKind.Orders, "Import a file of orders, as a platform exports it or as a table of your own."),
        Of(ImportKind.Customers, "Import a file of customers."),
        Of(ImportKind.Products, "Import a file of products."),
        MoveInVerb.Create(),
    };

    private static Command Of(ImportKind kind, string about)
    {
        var presets = ImportPreset.Of(kind).Select(p => p.Name).ToArray();
        var file = new Argument<string>("FILE") { Description = "CSV (plain or gzip), Excel, or WooCommerce's JSON." };
        var shop = new Option<string>("--shop") { Description = "The shop's name; a new name opens a shop.", Required = true };
        var preset = new Option<string?>("--preset") { Description = $"Who wrote the file: {string.Join(", ", presets)}. Without it: found by the names of the columns." };
        preset.AcceptOnlyFromAmong(presets);
        var encoding = new Option<string?>("--encoding") { Description = "How its letters are written; without it: found by looking." };
        encoding.AcceptOnlyFromAmong([.. TextEncodings.Names]);
        var mapping = new Option<string[]>("--mapping") { Description = "Which column holds a field, e.g. --mapping order=单号. May be repeated; an empty column leaves the field out." };
        mapping.Validators.Add(given =>
        {
            if (given.Tokens.Any(t => !t.Value.Contains('=', StringComparison.Ordinal))) given.AddError("A mapping is FIELD=COLUMN.");
        });
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check everything, change nothing." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };

        var command = new Command(kind.ToString().ToLowerInvariant(), about) { file, shop, preset, encoding, mapping, json };
        if (kind == ImportKind.Orders) command.Add(dryRun);
        command.SetAction((parsed, ct) =>
        {
            var fields = (parsed.GetValue(mapping) ?? []).Select(m => m.Split('=', 2)).ToDictionary(m => m[0], m => m[1], StringComparer.Ordinal);
            var wanted = new ImportWords(
                kind, parsed.GetRequiredValue(file), parsed.GetRequiredValue(shop), parsed.GetValue(preset), parsed.GetValue(encoding), fields,
                kind == ImportKind.Orders && parsed.GetValue(dryRun), parsed.GetValue(json));
            return wanted.DryRun ? CommandLine.Guard(() => TryOut(wanted, ct)) : StoreWork.Run([.. parsed.Tokens.Select(t => t.Value)], (context, token) => Import(wanted, context, token), ct);
        });
        return command;
    }

    private static Task<int> TryOut(ImportWords wanted, CancellationToken ct) =>
        Report(wanted, Path.GetFullPath(wanted.File), Console.Out, Console.Error, (file, progress) =>
            FileImport.TryOut(OptionsReader.Read(), TimeProvider.System, file, Plan(wanted, file), progress, ct));

    private static Task<int> Import(ImportWords wanted, VerbContext context, CancellationToken ct) =>
        Report(wanted, context.PathOf(wanted.File), context.Out, context.Error, async (file, progress) =>
        {
            var plan = Plan(wanted, file);
            using (plan.Open(file.FullName, out _)) { } // a file that does not fit opens no shop
            var shop = await Shop(wanted, plan.Preset, context, ct);
            return await context.Services.GetRequiredService<FileImport>().Run(file, shop, plan, null, progress, ct);
        });

    private static ImportPlan Plan(ImportWords wanted, FileInfo file) => ImportPlan.Find(file.FullName, wanted.Kind, wanted.Preset, wanted.Encoding, wanted.Mapping);

    /// <summary>The shop of this name. A new one can be talked to at once, and whoever opened it hears who gets in.</summary>
    private static async Task<ShopId> Shop(ImportWords wanted, ImportPreset preset, VerbContext context, CancellationToken ct)
    {
        var services = context.Services;
        var (target, line) = await services.GetRequiredService<XiaoerDb>().Write(async token =>
        {
            var found = await services.GetRequiredService<ImportShop>().FindOrOpen(wanted.Shop, preset, DemoShop.Shop, token);
            if (found.Opened is not { } opened) return (found, (string?)null);
            var channel = await services.GetRequiredService<ChannelSetup>().Create(found.Shop, opened.Team, wanted.Shop, ChannelDress.Plain, ct: token);
            return (found, ChannelSetup.Line(services.GetRequiredService<XiaoerOptions>().Address, channel.Value));
        }, ct);
        if (wanted.Json || line is null) return target.Shop;

        await context.Out.WriteLineAsync($"{wanted.Shop} is open, in {preset.Currency}. The line for its pages:\n{line}");
        await context.Out.WriteLineAsync(target.Opened!.Owners > 0
            ? "Who owns another shop here owns this one too."
            : $"Nobody can see it yet. Let somebody in: xiaoer user add EMAIL --shop \"{wanted.Shop}\"");
        return target.Shop;
    }

    private static async Task<int> Report(
        ImportWords wanted, string path, TextWriter output, TextWriter errors, Func<FileInfo, IProgress<ImportProgress>, Task<ImportReport>> import)
    {
        var file = new FileInfo(path);
        if (!file.Exists)
        {
            await errors.WriteLineAsync($"There is no file {path}.");
            return 2;
        }

        try
        {
            var report = await ImportDisplay.Follow(errors, progress => import(file, progress));
            await output.WriteLineAsync(wanted.Json ? JsonSerializer.Serialize(report, XiaoerJson.Options) : ImportDisplay.Text(report, wanted.Kind, wanted.DryRun));
            return 0;
        }
        catch (Exception e) when (e is ImportRefused or ImportTakenOver)
        {
            await errors.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private sealed record ImportWords(
        ImportKind Kind, string File, string Shop, string? Preset, string? Encoding, IReadOnlyDictionary<string, string> Mapping, bool DryRun, bool Json);
}
