using Npgsql;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Nodes;

/// <summary>
/// On PostgreSQL: a node without Redis wants the installation for itself, nodes with Redis share it. A session-level advisory lock says so and
/// ends with the process, so a killed node never keeps the next one out.
/// </summary>
internal sealed class NodeLock(NpgsqlDataSource source, XiaoerOptions options, TimeProvider time, ILogger<NodeLock> log) : BackgroundService
{
    internal const long Key = 0x7869616f6572; // "xiaoer"
    private NpgsqlConnection? _connection;
    private Standing _standing = Standing.Held;

    private enum Standing { Held, Refused, Unknown }

    /// <summary>Takes the lock or refuses the start with what to do.</summary>
    public async Task Take(CancellationToken ct)
    {
        _connection = await source.OpenConnectionAsync(ct);
        if (await TryLock(_connection, ct)) return;
        await Drop();
        throw new StartRefused(options.Redis is { Length: > 0 }
            ? "A node without XIAOER_REDIS runs on this database. Give it the same Redis address, or stop it, before a second node starts."
            : "Another node runs on this database. Several nodes need Redis for live updates: set XIAOER_REDIS on each of them.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await Keep(stoppingToken);
    }

    /// <summary>
    /// The connection may break (the database restarts, the network drops): the lock is tried again until it is held. Our own old connection may still
    /// hold it at the server; a stranger who does is told of in the log.
    /// </summary>
    internal async Task Keep(CancellationToken ct)
    {
        if (_standing == Standing.Held && await Answers(ct)) return;
        try
        {
            _connection ??= await source.OpenConnectionAsync(ct);
            Tell(await TryLock(_connection, ct) ? Standing.Held : Standing.Refused);
        }
        catch (Exception e) when (IsBroken(e))
        {
            await Drop();
            Tell(Standing.Unknown);
        }
    }

    public override void Dispose()
    {
        _connection?.Dispose();
        base.Dispose();
    }

    private async Task<bool> Answers(CancellationToken ct)
    {
        try
        {
            await using var ping = new NpgsqlCommand("SELECT 1", _connection);
            await ping.ExecuteScalarAsync(ct);
            return true;
        }
        catch (Exception e) when (IsBroken(e))
        {
            await Drop();
            return false;
        }
    }

    private async Task Drop()
    {
        if (_connection is { } broken) await broken.DisposeAsync();
        _connection = null;
    }

    private void Tell(Standing now)
    {
        if (now == _standing) return;
        _standing = now;
        if (now == Standing.Held) log.LogInformation("This node holds its lock on the database again");
        else if (now == Standing.Refused) log.LogError("Another node runs on this database without Redis; stop one of the two");
        else log.LogWarning("The database does not answer; this node's lock on it is tried again");
    }

    private static bool IsBroken(Exception e) => e is NpgsqlException or InvalidOperationException or ObjectDisposedException or TimeoutException;

    private async Task<bool> TryLock(NpgsqlConnection connection, CancellationToken ct)
    {
        var shared = options.Redis is { Length: > 0 } ? "_shared" : "";
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock{shared}({Key})", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }
}
