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
internal sealed class VisitorPresence(IServiceScopeFactory scopes, XiaoerOptions options, TimeProvider time, ILogger<VisitorPresence> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);
    private const int Chunk = 500;
    private readonly ConcurrentDictionary<string, VisitorPage> _here = new();

    /// <summary>The visits whose pages are connected, once per page.</summary>
    public IReadOnlyList<Visit> Here => [.. _here.Values.Select(page => page.Visit)];

    public void Came(string connection, VisitorPage page) => _here[connection] = page;

    /// <summary>Hangs up on some of them.</summary>
    public void Close(Func<VisitorPage, bool> whom)
    {
        foreach (var page in _here.Values.Where(whom)) page.Close();
    }

    public void Left(string connection) => _here.TryRemove(connection, out _);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await CloseEnded(stoppingToken);
                await Seen(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("Presence waits for the store ({Reason})", e.GetType().Name);
            }
        }
    }

    // A connection outlives its token: who became a customer, or was away too long, has to come in anew.
    private async Task CloseEnded(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        foreach (var some in _here.Values.Chunk(Chunk))
        {
            var hashes = some.Select(page => page.Session).ToList();
            var alive = (await db.Set<VisitorSession>().AsNoTracking().Where(s => hashes.Contains(s.TokenHash)).Alive(options.Conversations, time.Now()).Select(s => s.TokenHash).ToListAsync(ct))
                .Select(Convert.ToHexString).ToHashSet();
            foreach (var page in some)
                if (!alive.Contains(Convert.ToHexString(page.Session))) page.Close();
        }
    }

    private async Task Seen(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var at = time.Now();
        foreach (var ofShop in Here.GroupBy(v => v.Shop))
        {
            foreach (var some in ofShop.Select(v => v.Visitor).Distinct().Order(Comparer<Shared.Conversations.VisitorId>.Create((a, b) => a.Value.CompareTo(b.Value))).Chunk(Chunk))
            {
                var ids = some.ToList();
                await db.Write(token => db.Set<Visitor>().Where(v => v.ShopId == ofShop.Key && ids.Contains(v.Id)).ExecuteUpdateAsync(u => u.SetProperty(v => v.LastSeenAt, at), token), ct);
            }
        }
    }
}

/// <summary>One connected page: whose it is, the hash of the token it came with, and how to hang up.</summary>
internal sealed record VisitorPage(Visit Visit, byte[] Session, Action Close, string Address = "");
