using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Live;

/// <summary>
/// Which visitors are connected to this node. "Seen" is written for all of them at once twice a minute; the desk shows who was seen lately as online, so
/// a node that dies takes its visitors' presence with it by itself.
/// </summary>
internal sealed class VisitorPresence(IServiceScopeFactory scopes, TimeProvider time, ILogger<VisitorPresence> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private readonly ConcurrentDictionary<string, Visit> _here = new();

    /// <summary>The visits whose pages are connected, once per page.</summary>
    public IReadOnlyList<Visit> Here => [.. _here.Values];

    public void Came(string connection, Visit visit) => _here[connection] = visit;

    public void Left(string connection) => _here.TryRemove(connection, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Seen(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("Presence waits for the store ({Reason})", e.GetType().Name);
            }
        }
    }

    private async Task Seen(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var at = time.Now();
        foreach (var ofShop in Here.GroupBy(v => v.Shop))
        {
            foreach (var some in ofShop.Select(v => v.Visitor).Distinct().Order(Comparer<Shared.Conversations.VisitorId>.Create((a, b) => a.Value.CompareTo(b.Value))).Chunk(500))
            {
                var ids = some.ToList();
                await db.Write(token => db.Set<Visitor>().Where(v => v.ShopId == ofShop.Key && ids.Contains(v.Id)).ExecuteUpdateAsync(u => u.SetProperty(v => v.LastSeenAt, at), token), ct);
            }
        }
    }
}
