using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Backups.Copy;

/// <summary>Rows on their way, from a backup or straight from a store.</summary>
internal sealed record CopySource(SchemaMark Schema, IReadOnlyList<TableShape> Tables, long Rows, Func<CancellationToken, IAsyncEnumerable<Part>> Parts);

/// <summary>
/// Brings all rows into an arriving store and proves that they are there. The one way in for a restore and for a move; what takes them out is
/// <see cref="StoreSnapshot"/>.
/// </summary>
internal static class StoreCopy
{
    /// <param name="files">Takes files' content when it goes to a folder; null: it goes into the database like everything else.</param>
    /// <param name="settle">What has to be different in the new store, before it is used.</param>
    /// <returns>The rows of each table.</returns>
    public static async Task<IReadOnlyDictionary<string, long>> Run(
        CopySource source, IArrival arrival, StagedFiles? files, Func<XiaoerDb, CancellationToken, Task> settle, IProgress<CopyProgress> progress, CancellationToken ct)
    {
        var migration = source.Schema.MigrationIn(arrival.Db, StoreShape.Of(arrival.Db));
        Dictionary<string, long> rows;
        try
        {
            rows = await Load(source, migration, arrival, files, progress, ct);
        }
        catch (SourceChanged)
        {
            await arrival.Discard(ct);
            rows = await Load(source, migration, arrival, files, progress, ct);
        }

        foreach (var (table, expected) in rows)
            if (await arrival.Count(table, ct) is var found && found != expected)
                throw new BackupRefused($"{table} has {found} rows where {expected} were sent. The new store is not used; run it again.");

        await arrival.Db.Database.MigrateAsync(ct); // an older schema comes forward
        await settle(arrival.Db, ct);
        return rows;
    }

    private static async Task<Dictionary<string, long>> Load(
        CopySource source, string migration, IArrival arrival, StagedFiles? files, IProgress<CopyProgress> progress, CancellationToken ct)
    {
        await arrival.Begin(migration, ct);
        files?.Begin();
        var tables = source.Tables.ToDictionary(t => t.Name);
        var rows = source.Tables.ToDictionary(t => t.Name, _ => 0L);
        long done = 0;
        await foreach (var part in source.Parts(ct))
        {
            if (files is not null && part.Table == FolderRows.Table) files.Add(tables[part.Table], part);
            else
            {
                await arrival.Load(tables[part.Table], part, ct);
                rows[part.Table] += part.Rows;
            }

            progress.Report(new CopyProgress("writing", done += part.Rows, source.Rows));
        }

        await arrival.Complete(ct);
        return rows;
    }
}
