using Npgsql;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Platform.Nodes;

namespace Xiaoer.Cli;

/// <summary>Work that nobody may write beside: what a server would write meanwhile would be lost.</summary>
internal static class StoppedStore
{
    /// <summary>Holds the folder of a SQLite store. PostgreSQL stores are held by <see cref="PostgresArrival"/> or <see cref="Hold"/>.</summary>
    public static FolderLock? Lock(XiaoerOptions options)
    {
        if (options.UsesPostgres) return null;
        var folder = FolderLock.TryTake(options.DataFolder) ?? throw new BackupRefused($"Xiaoer is running on {options.DataFolder}. Stop it first; nothing was changed.");
        StagedStore.Finish(options);
        return folder;
    }

    /// <summary>Keeps nodes off the PostgreSQL store that this installation uses.</summary>
    public static async Task<NpgsqlConnection?> Hold(XiaoerOptions options, CancellationToken ct)
    {
        if (!options.UsesPostgres) return null;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Database) { Pooling = false }.ToString());
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock({NodeLock.Key})", connection);
        if (await command.ExecuteScalarAsync(ct) is true) return connection;
        await connection.DisposeAsync();
        throw new BackupRefused("Xiaoer is running on the database that is to be moved. Stop every node first; nothing was changed.");
    }
}
