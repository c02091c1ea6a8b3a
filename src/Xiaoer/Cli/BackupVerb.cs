using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Xiaoer.Backups;
using Xiaoer.Backups.Copy;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer backup FILE</c>: everything there is in one file, also while the shop is served.</summary>
internal static class BackupVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The file to write, such as xiaoer-2026-11-23.zip. One that exists is not touched." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("backup", "Write everything there is into one file, also while the shop is served.") { file, json };
        command.SetAction((parsed, ct) => StoreWork.Run([.. parsed.Tokens.Select(t => t.Value)], async (context, token) =>
        {
            var path = context.PathOf(parsed.GetRequiredValue(file));
            var backup = context.Services.GetRequiredService<StoreBackup>();
            var result = await CopyDisplay.Follow(context.Error, progress => backup.Write(path, context.Serving, progress, token));
            await context.Services.GetRequiredService<BackupLog>().Note(result, token);
            await context.Out.WriteLineAsync(parsed.GetValue(json) ? JsonSerializer.Serialize(result, XiaoerJson.Options) : Text(result));
            return 0;
        }, ct));
        return command;
    }

    private static string Text(BackupResult result) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Saved to {result.File}: {result.Rows:N0} rows, {result.Bytes / 1_000_000.0:N1} MB, in {result.Seconds:N1} s.
        It holds everything up to {result.TakenAt:yyyy-MM-dd HH:mm:ss} UTC, people's messages and addresses among it: keep it where only you can read it.
        """);
}
