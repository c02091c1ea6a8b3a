using Microsoft.EntityFrameworkCore;

namespace Xiaoer.Platform.Database;

/// <summary>
/// Keeps each shop's event log short: who was away for longer takes a fresh snapshot. Any node may do it; deleting what is gone harms nobody.
/// </summary>
internal sealed class EventUpkeep(IServiceScopeFactory scopes, TimeProvider time, ILogger<EventUpkeep> log) : BackgroundService
{
    /// <summary>Events kept per shop.</summary>
    public const long Kept = 100_000;
    private const long AtOnce = 5_000;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Trim(Kept, stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("Old events wait for the store ({Reason})", e.GetType().Name);
            }
        }
    }

    /// <summary>Deletes all but the newest, a bounded piece per transaction so that writers never wait long.</summary>
    public async Task Trim(long kept, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        foreach (var shop in await db.Set<ShopCursor>().AsNoTracking().ToListAsync(ct))
        {
            var until = shop.Last - kept;
            var events = db.Set<StoredEvent>().Where(e => e.ShopId == shop.ShopId);
            while (await events.OrderBy(e => e.Cursor).Select(e => (long?)e.Cursor).FirstOrDefaultAsync(ct) is { } first && first <= until)
            {
                var piece = Math.Min(until, first + AtOnce);
                await db.Write(token => events.Where(e => e.Cursor <= piece).ExecuteDeleteAsync(token), ct);
            }
        }
    }
}
