using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer check [FILE]</c>: is the store whole, or a backup? Exit 0: yes.</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var file = new Argument<string?>("FILE") { Arity = ArgumentArity.ZeroOrOne, Description = "A backup. Without it the store is examined." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("check", "Examine the store, or a backup, from beginning to end; changes nothing.") { file, json };
        command.SetAction((parsed, ct) => parsed.GetValue(file) is { } backup
            ? CommandLine.Guard(() => Backup(Path.GetFullPath(backup), parsed.GetValue(json), ct))
            : StoreWork.Run([.. parsed.Tokens.Select(t => t.Value)], (context, token) => Store(context, parsed.GetValue(json), token), ct));
        return command;
    }

    private static async Task<int> Backup(string path, bool json, CancellationToken ct)
    {
        using var backup = BackupReader.Open(path);
        var manifest = backup.Manifest;
        await CopyDisplay.Follow(Console.Error, async progress =>
        {
            await backup.Verify(progress, ct);
            return true;
        });
        await Console.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { manifest.Program, manifest.Database, manifest.TakenAt, manifest.Rows, Tables = manifest.RowsOf(), manifest.MissingFiles }, XiaoerJson.Options)
            : string.Create(CultureInfo.InvariantCulture, $"The backup is whole: the store as of {manifest.TakenAt:yyyy-MM-dd HH:mm:ss} UTC, {manifest.Rows:N0} rows, made by Xiaoer {manifest.Program} on {manifest.Database}."));
        return 0;
    }

    private static async Task<int> Store(VerbContext context, bool json, CancellationToken ct)
    {
        var found = await StoreCheck.Run(context.Services.GetRequiredService<XiaoerDb>(), context.Services.GetRequiredService<XiaoerOptions>(), ct);
        await context.Out.WriteLineAsync(json
            ? JsonSerializer.Serialize(new { Whole = found.Count == 0, Found = found }, XiaoerJson.Options)
            : found.Count == 0 ? "The store is whole." : string.Join('\n', found));
        return found.Count == 0 ? 0 : 1;
    }
}
