using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Knowledge;

/// <summary>Forgets for good what was deleted thirty days ago.</summary>
internal sealed class ScriptSweep(IServiceScopeFactory scopes, TimeProvider time, ILogger<ScriptSweep> log) : BackgroundService
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
                log.LogWarning("Deleted phrases could not be swept: {Error}", e.GetType().Name);
            }
        }
    }

    internal async Task<int> Sweep(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var before = time.Now() - Script.Kept;
        return await db.Write(token => db.Set<Script>().Where(s => s.DeletedAt < before).ExecuteDeleteAsync(token), ct);
    }
}
