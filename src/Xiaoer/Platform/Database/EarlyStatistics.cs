using System.Data.Common;
using System.Numerics;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;

namespace Xiaoer.Platform.Database;

/// <summary>
/// Gives PostgreSQL figures about tables that are still small. Until it has some, every index costs its planner the same, also one that finds a whole
/// shop where a single row is wanted; its own collector comes by once a minute, and a busy first minute can drown in such a plan. So tables are looked at
/// after the 1st, 2nd, 4th, 8th … batch of messages, and those that doubled since the last look are analysed, apart from the work. Large ones are left to PostgreSQL.
/// </summary>
internal sealed class EarlyStatistics(IServiceScopeFactory scopes, ILogger<EarlyStatistics> log) : BackgroundService
{
    private const int SmallRows = 1000;

    // Holds one word at most: said twice it means the same.
    private readonly Channel<bool> _some = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private long _batches;

    /// <summary>A batch of messages is about to be stored.</summary>
    public void Batch()
    {
        if (BitOperations.IsPow2(Interlocked.Increment(ref _batches))) _some.Writer.TryWrite(true);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var _ in _some.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Refresh(stoppingToken);
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
            {
                log.LogInformation("Table statistics wait for the store ({Reason})", e.GetType().Name);
            }
        }
    }

    private async Task Refresh(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        await db.Database.OpenConnectionAsync(ct);
        var ours = db.Model.GetEntityTypes().Select(t => t.GetTableName()).OfType<string>().ToHashSet();
        var grown = new List<string>();
        await using (var look = db.Command(
            """
            SELECT relname FROM pg_class
            WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace AND reltuples < @small
                AND pg_relation_size(oid) > 0 AND pg_relation_size(oid) >= relpages * 2 * current_setting('block_size')::bigint
            """).With("small", (float)SmallRows))
        {
            await using var rows = await look.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) grown.Add(rows.GetString(0));
        }

        grown.RemoveAll(t => !ours.Contains(t));
        if (grown.Count == 0) return;
        await using var analyze = db.Command($"ANALYZE {string.Join(", ", grown)}");
        await analyze.ExecuteNonQueryAsync(ct);
    }
}
