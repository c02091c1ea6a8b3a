using Npgsql;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Nodes;

/// <summary>
/// On PostgreSQL: a node without Redis wants the installation for itself, nodes with Redis share it. A session-level advisory lock says so and
/// ends with the process, so a killed node never keeps the next one out.
/// </summary>
internal sealed class NodeLock(NpgsqlDataSource source, XiaoerOptions options, TimeProvider time, ILogger<NodeLock> log) : BackgroundService
{
    private const long Key = 0x7869616f6572; // "xiaoer"
    private NpgsqlConnection? _held;

    /// <summary>Takes the lock or refuses the start with what to do.</summary>
    public async Task Take(CancellationToken ct)
    {
        _held = await source.OpenConnectionAsync(ct);
        if (await TryLock(_held, ct)) return;
        await _held.DisposeAsync();
        throw new StartRefused(options.Redis is { Length: > 0 }
            ? "A node without XIAOER_REDIS runs on this database. Give it the same Redis address, or stop it, before a second node starts."
            : "Another node runs on this database. Several nodes need Redis for live updates: set XIAOER_REDIS on each of them.");
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // The connection may break (the database restarts): the lock is taken again, and a stranger who has it meanwhile is told of in the log.
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5), time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await using var ping = new NpgsqlCommand("SELECT 1", _held);
                await ping.ExecuteScalarAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or InvalidOperationException or ObjectDisposedException or TimeoutException)
            {
                await Again(stoppingToken);
            }
        }
    }

    public override void Dispose()
    {
        _held?.Dispose();
        base.Dispose();
    }

    private async Task Again(CancellationToken ct)
    {
        try
        {
            if (_held is not null) await _held.DisposeAsync();
            _held = await source.OpenConnectionAsync(ct);
            if (!await TryLock(_held, ct)) log.LogError("Another node runs on this database without Redis; stop one of the two");
        }
        catch (Exception e) when (e is NpgsqlException or TimeoutException)
        {
            log.LogWarning("The database does not answer ({Reason})", e.GetType().Name);
        }
    }

    private async Task<bool> TryLock(NpgsqlConnection connection, CancellationToken ct)
    {
        var shared = options.Redis is { Length: > 0 } ? "_shared" : "";
        await using var command = new NpgsqlCommand($"SELECT pg_try_advisory_lock{shared}({Key})", connection);
        return await command.ExecuteScalarAsync(ct) is true;
    }
}
