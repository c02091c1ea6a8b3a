using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Npgsql;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary><c>xiaoer move --to CONNECTION</c>: brings the whole store to PostgreSQL. The old one stays as it is.</summary>
internal static class MoveVerb
{
    public static Command Create()
    {
        var to = new Option<string>("--to") { Required = true, Description = "A PostgreSQL connection string: Host=db;Username=xiaoer;Password=…;Database=xiaoer" };
        var json = new Option<bool>("--json") { Description = "One JSON object on standard output." };
        var command = new Command("move", "Bring the store to PostgreSQL. Stop the server first; run it again if it breaks off.") { to, json };
        command.SetAction((parsed, ct) => CommandLine.Guard(() => Run(parsed.GetRequiredValue(to), parsed.GetValue(json), ct)));
        return command;
    }

    private static async Task<int> Run(string to, bool json, CancellationToken ct)
    {
        if (SettingForms.Check(new XiaoerOptions { Database = to }).FirstOrDefault() is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Replace("XIAOER_DATABASE", "--to", StringComparison.Ordinal));
            return 2;
        }

        var options = OptionsReader.Read();
        if (!options.UsesPostgres && !File.Exists(options.SqliteFile)) throw new BackupRefused($"There is no store in {options.DataFolder}. Say with XIAOER_DATA where it is.");
        using var folder = StoppedStore.Lock(options);
        await using var held = await StoppedStore.Hold(options, ct);

        var result = await CopyDisplay.Follow(Console.Error, progress => Move(options, to, progress, ct));
        await Console.Out.WriteLineAsync(json ? JsonSerializer.Serialize(result, XiaoerJson.Options) : Text(result, to));
        return 0;
    }

    internal static async Task<MoveResult> Move(XiaoerOptions options, string to, IProgress<CopyProgress> progress, CancellationToken ct)
    {
        await using var arrival = await PostgresArrival.Open(to, ct);
        if (await arrival.IsTaken(ct)) throw new BackupRefused("That database holds a shop already. Nothing was changed; make an empty database.");

        await using var app = Server.Build(options, asServer: false);
        await Server.Prepare(app, ct);
        await using var scope = app.Services.CreateAsyncScope();
        // A folder that was chosen stays where it is; otherwise files go into the database, where every node sees them.
        var keepsFolder = !string.IsNullOrWhiteSpace(options.Files);
        await using var snapshot = await StoreSnapshot.Open(scope.ServiceProvider.GetRequiredService<XiaoerDb>(), options, ct, withContent: !keepsFolder);
        var source = new CopySource(snapshot.Schema, snapshot.Tables, await snapshot.Count(ct), snapshot.Parts);
        var rows = await StoreCopy.Run(source, arrival, null, (_, _) => Task.CompletedTask, progress, ct);
        await arrival.Install(TimeProvider.System.Now(), ct);
        return new MoveResult(rows.Values.Sum(), rows, snapshot.MissingFiles);
    }

    private static string Text(MoveResult result, string to)
    {
        var shown = new NpgsqlConnectionStringBuilder(to);
        if (shown.Password is not null) shown.Password = "…";
        return string.Create(CultureInfo.InvariantCulture,
            $"""
            Moved: {result.Rows:N0} rows in {result.Tables.Count} tables, every table counted on both sides. The old store is as it was.
            From now on start Xiaoer with
              XIAOER_DATABASE="{shown}"
            """);
    }
}

/// <param name="Tables">The rows of each table, counted where they arrived.</param>
internal sealed record MoveResult(long Rows, IReadOnlyDictionary<string, long> Tables, int MissingFiles);
