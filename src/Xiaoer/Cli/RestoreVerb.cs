using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer restore FILE</c>: makes a backup the store of this installation, whichever database it uses now.</summary>
internal static class RestoreVerb
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "A backup, made by xiaoer backup or by the schedule." };
        var replace = new Option<bool>("--replace") { Description = "There is a store already: keep it aside under a dated name." };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("restore", "Make a backup the store. Stop the server first.") { file, replace, json };
        command.SetAction((parsed, ct) => CommandLine.Guard(() => Run(Path.GetFullPath(parsed.GetRequiredValue(file)), parsed.GetValue(replace), parsed.GetValue(json), ct)));
        return command;
    }

    private static async Task<int> Run(string file, bool replace, bool json, CancellationToken ct)
    {
        var options = OptionsReader.Read();
        using var folder = StoppedStore.Lock(options);
        using var backup = BackupReader.Open(file);
        var result = await CopyDisplay.Follow(Console.Error, progress => Restore(options, backup, replace, progress, ct));
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(result, XiaoerJson.Options) : Text(result));
        return 0;
    }

    internal static async Task<RestoreResult> Restore(XiaoerOptions options, BackupReader backup, bool replace, IProgress<CopyProgress> progress, CancellationToken ct)
    {
        var postgres = options.UsesPostgres ? await PostgresArrival.Open(options.Database!, ct) : null;
        await using IArrival arrival = postgres is not null ? postgres : new SqliteArrival(options);
        if ((postgres is not null ? await postgres.IsTaken(ct) : File.Exists(options.SqliteFile)) && !replace)
            throw new BackupRefused("There is a store already; nothing was changed. With --replace it is kept aside under a dated name and the backup takes its place.");

        var manifest = backup.Manifest;
        var files = options.KeepsFilesInDatabase ? null : new StagedFiles(options.FilesFolder);
        try
        {
            await backup.Verify(progress, ct);
            await StoreCopy.Run(
                new CopySource(manifest.Schema, manifest.Tables, manifest.Rows, backup.Parts), arrival, files,
                (db, token) => RestoredStore.Settle(db, manifest.TakenAt, TimeProvider.System.Now(), token), progress, ct);
            var old = await arrival.Install(TimeProvider.System.Now(), ct);
            if (options.UsesPostgres && files is not null) old = new StagedStore(options).Install(TimeProvider.System.Now()) ?? old;
            return new RestoreResult(manifest.TakenAt, manifest.Rows, manifest.MissingFiles, old);
        }
        catch (Exception e) when (e is not OperationCanceledException && BackupRefused.For(e, options.DataFolder) is { } refused)
        {
            if (postgres is null) await arrival.Discard(CancellationToken.None);
            throw refused;
        }
    }

    private static string Text(RestoreResult result) => string.Create(CultureInfo.InvariantCulture,
        $"""
        Restored: the store as of {result.TakenAt:yyyy-MM-dd HH:mm:ss} UTC, {result.Rows:N0} rows, checked.{(result.OldStore is { } old ? $"\nThe store that was here is kept in {old}." : "")}
        Everybody signs in again. Look at people and API keys: what was taken from somebody after that time is theirs again.
        Start the server: xiaoer serve
        """);
}

/// <param name="OldStore">Where the store is kept that was there before.</param>
internal sealed record RestoreResult(DateTimeOffset TakenAt, long Rows, int MissingFiles, string? OldStore);
