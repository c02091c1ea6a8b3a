using System.CommandLine;
using System.Text.Json;
using Xiaoer.Cli.Demo;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Orders.Import;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer import orders FILE --shop NAME --preset uci</c>: brings a shop's history in.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A CSV file, plain or gzip." };
        var shop = new Option<string>("--shop") { Description = "The shop's name; a new name opens a shop.", Required = true };
        var preset = new Option<string>("--preset") { Description = $"Who wrote the file: {string.Join(", ", ImportPreset.All.Select(p => p.Name))}.", Required = true };
        preset.AcceptOnlyFromAmong([.. ImportPreset.All.Select(p => p.Name)]);
        var dryRun = new Option<bool>("--dry-run") { Description = "Read and check everything, change nothing." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };

        var orders = new Command("orders", "Import a file of orders.") { file, shop, preset, dryRun, json };
        orders.SetAction((parsed, ct) =>
        {
            var wanted = new ImportWords(parsed.GetRequiredValue(file), parsed.GetRequiredValue(shop), ImportPreset.Find(parsed.GetRequiredValue(preset))!, parsed.GetValue(dryRun), parsed.GetValue(json));
            return wanted.DryRun ? CommandLine.Guard(() => TryOut(wanted, ct)) : StoreWork.Run([.. parsed.Tokens.Select(t => t.Value)], (context, token) => Import(wanted, context, token), ct);
        });
        return new Command("import", "Bring files in: orders.") { orders };
    }

    private static Task<int> TryOut(ImportWords wanted, CancellationToken ct) =>
        Report(wanted, Path.GetFullPath(wanted.File), Console.Out, Console.Error, (file, progress) =>
            OrderImport.TryOut(OptionsReader.Read(), TimeProvider.System, file, wanted.Preset, progress, ct));

    private static Task<int> Import(ImportWords wanted, VerbContext context, CancellationToken ct) =>
        Report(wanted, context.PathOf(wanted.File), context.Out, context.Error, async (file, progress) =>
        {
            var shop = await Shop(wanted, context, ct);
            return await context.Services.GetRequiredService<OrderImport>().Run(file, shop, wanted.Preset, null, progress, ct);
        });

    /// <summary>The shop of this name. A new one can be talked to at once, and whoever opened it hears who gets in.</summary>
    private static async Task<ShopId> Shop(ImportWords wanted, VerbContext context, CancellationToken ct)
    {
        var services = context.Services;
        var (target, line) = await services.GetRequiredService<XiaoerDb>().Write(async token =>
        {
            var found = await services.GetRequiredService<ImportShop>().FindOrOpen(wanted.Shop, wanted.Preset, DemoShop.Shop, token);
            if (found.Opened is not { } opened) return (found, (string?)null);
            var channel = await services.GetRequiredService<ChannelSetup>().Create(found.Shop, opened.Team, wanted.Shop, ChannelDress.Plain, ct: token);
            return (found, ChannelSetup.Line(services.GetRequiredService<XiaoerOptions>().Address, channel.Value));
        }, ct);
        if (wanted.Json || line is null) return target.Shop;

        await context.Out.WriteLineAsync($"{wanted.Shop} is open, in {wanted.Preset.Currency}. The line for its pages:\n{line}");
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
            await output.WriteLineAsync(wanted.Json ? JsonSerializer.Serialize(report, XiaoerJson.Options) : ImportDisplay.Text(report, wanted.DryRun));
            return 0;
        }
        catch (ImportRefused refused)
        {
            await errors.WriteLineAsync(refused.Message);
            return 1;
        }
    }

    private sealed record ImportWords(string File, string Shop, ImportPreset Preset, bool DryRun, bool Json);
}
