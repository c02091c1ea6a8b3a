using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Nodes;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Platform;

/// <summary>One node without Redis to a PostgreSQL database, also after the network was away.</summary>
public class NodeLockTests
{
    [Fact]
    public async Task A_lock_lost_to_ones_own_old_connection_is_taken_again_once_that_has_ended()
    {
        Assert.SkipWhen(PostgresTests.Server is null, "no PostgreSQL: XIAOER_TEST_POSTGRES is not set");
        var ct = TestContext.Current.CancellationToken;
        await using var source = NpgsqlDataSource.Create(await PostgresTests.NewDatabase());
        using var node = Node(source);
        await node.Take(ct);

        // The server ends the connection, and whoever waited for the lock has it: as an old connection has that the server still believes in.
        await using (var old = await source.OpenConnectionAsync(ct))
        {
            var waits = Do(old, $"SELECT pg_advisory_lock({NodeLock.Key})");
            await using (var end = await source.OpenConnectionAsync(ct))
                await Do(end, "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())");
            await waits;
            await node.Keep(ct);
            await Do(old, "SELECT pg_advisory_unlock_all()");
        }

        await node.Keep(ct);

        using var second = Node(source);
        await Should.ThrowAsync<StartRefused>(() => second.Take(ct));
    }

    private static NodeLock Node(NpgsqlDataSource source) => new(source, new XiaoerOptions(), TimeProvider.System, NullLogger<NodeLock>.Instance);

    private static async Task Do(NpgsqlConnection connection, string sql)
    {
#pragma warning disable CA2100 // our own words
        await using var command = new NpgsqlCommand(sql, connection);
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
