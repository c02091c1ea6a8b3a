using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Http;

/// <summary>Forgets saved answers after a week.</summary>
internal sealed class IdempotencySweep(IServiceScopeFactory scopes, TimeProvider time, ILogger<IdempotencySweep> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var hourly = new PeriodicTimer(TimeSpan.FromHours(1), time);
        while (await hourly.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Sweep(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                log.LogWarning("Saved answers could not be swept: {Error}", e.GetType().Name);
            }
        }
    }

    internal async Task<int> Sweep(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var before = time.Now() - IdempotencyKey.Kept;
        return await db.Write(token => db.Set<IdempotencyKey>().Where(k => k.CreatedAt < before).ExecuteDeleteAsync(token), ct);
    }
}
