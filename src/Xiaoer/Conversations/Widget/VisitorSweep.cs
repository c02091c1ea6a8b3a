using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Widget;

/// <summary>Removes visitors' sessions that are over, pages they looked at long ago, and the shop's words that could not be used again anyway.</summary>
internal sealed class VisitorSweep(IServiceScopeFactory scopes, XiaoerOptions options, TimeProvider time, ILogger<VisitorSweep> log) : BackgroundService
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
                log.LogWarning("Ended sessions of visitors could not be swept: {Error}", e.GetType().Name);
            }
        }
    }

    internal async Task Sweep(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var at = time.Now();
        var (usedBefore, madeBefore) = (at.AddDays(-options.Conversations.VisitorIdleDays), at.AddDays(-options.Conversations.VisitorSessionDays));
        await db.Write(token => db.Set<VisitorSession>().Where(s => s.LastUsedAt <= usedBefore || s.CreatedAt <= madeBefore).ExecuteDeleteAsync(token), ct);

        var viewedBefore = at.AddDays(-options.Conversations.PageDays);
        await db.Write(token => db.Set<PageView>().Where(p => p.At <= viewedBefore).ExecuteDeleteAsync(token), ct);

        var expired = at - IdentityTokens.ClockSkew;
        await db.Write(token => db.Set<UsedIdentityToken>().Where(t => t.ExpiresAt <= expired).ExecuteDeleteAsync(token), ct);
    }
}
