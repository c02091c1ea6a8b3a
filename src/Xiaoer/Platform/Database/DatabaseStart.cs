using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Xiaoer.Platform.Database;

/// <summary>
/// Brings the store to this program's schema before anything is served, forward only; refuses a store that a newer program has written,
/// a damaged file, and a SQLite library with the WAL-reset bug (fixed in 3.51.3).
/// </summary>
internal sealed class DatabaseStart(IServiceScopeFactory scopes, WriteGate gate, XiaoerOptions options)
{
    public static Version OldestSafeSqlite { get; } = new(3, 51, 3);

    public async Task Run(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();

        if (options.UsesPostgres)
        {
            await Migrate(db, ct);
            return;
        }

        await using (await gate.Enter(db, ct))
        {
            await CheckSqlite(db, ct);
            await Migrate(db, ct);
        }
    }

    /// <summary>Builds the model on another core while the endpoints are being put together: a third of a second less to the first request.</summary>
    public static void BuildModelAside(IServiceProvider services) => _ = Task.Run(() =>
    {
        using var scope = services.CreateScope();
        return scope.ServiceProvider.GetRequiredService<XiaoerDb>().Model;
    });

    private static async Task Migrate(XiaoerDb db, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToHashSet();
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToHashSet();
        if (applied.FirstOrDefault(m => !known.Contains(m)) is { } unknown)
            throw new StartRefused($"The database was written by a newer Xiaoer (it has {unknown}). Start that version or a newer one; nothing was changed.");

        // Comparing the model with the last migration costs a third of a second: only when there is something to do.
        if (applied.Count < known.Count) await db.Database.MigrateAsync(ct);
    }

    private static async Task CheckSqlite(XiaoerDb db, CancellationToken ct)
    {
        var connection = (SqliteConnection)db.Database.GetDbConnection();
        if (Version.Parse(connection.ServerVersion) < OldestSafeSqlite)
            throw new StartRefused($"SQLite {connection.ServerVersion} can lose committed writes; {OldestSafeSqlite} or newer is needed.");

        await using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        string? answer;
        try
        {
            answer = (string?)await check.ExecuteScalarAsync(ct);
        }
        catch (SqliteException e)
        {
            answer = e.Message;
        }

        if (answer != "ok")
            throw StartRefused.Damaged(connection.DataSource, answer);

        // Only this process can be migrating (the data folder is locked): a lock left by a killed migration is void.
        await using var release = connection.CreateCommand();
        release.CommandText = "DROP TABLE IF EXISTS \"__EFMigrationsLock\"";
        await release.ExecuteNonQueryAsync(ct);
    }
}

/// <summary>The program must not start; the message says why and what to do.</summary>
internal sealed class StartRefused(string text) : Exception(text)
{
    /// <summary>The store's file is not whole.</summary>
    public static StartRefused Damaged(string file, string? finding) =>
        new($"The database file {file} is damaged ({finding}). Nothing was changed. Restore the last backup, or move the file away to start anew.");
}
