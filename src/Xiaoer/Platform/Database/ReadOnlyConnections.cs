using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Xiaoer.Platform.Database;

/// <summary>Makes every SQLite connection but the writer's read-only, so that nothing writes or checkpoints past the gate.</summary>
internal sealed class ReadOnlyConnections : DbConnectionInterceptor
{
    public const string Pragmas = "PRAGMA query_only = 1; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -8000; PRAGMA mmap_size = 268435456;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData) => Restrict(connection);

    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Restrict(connection);
        return Task.CompletedTask;
    }

    private static void Restrict(DbConnection connection)
    {
        if (connection is not SqliteConnection) return;
        using var command = connection.CreateCommand();
        command.CommandText = Pragmas;
        command.ExecuteNonQuery();
    }
}
