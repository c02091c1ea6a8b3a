using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Visitors;

/// <summary>
/// Who is kept out, as this node knows it: asked for with every request of the widget, so it is held in memory and read anew when the store says otherwise.
/// Only visitors are ever asked about; no desk goes through here.
/// </summary>
internal sealed class BlockList(IServiceScopeFactory scopes, FileLinks links, VisitorPresence presence, TimeProvider time, ILogger<BlockList> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(3);
    private volatile Known _known = Known.Nothing;

    public bool Blocks(ShopId shop, VisitorId? visitor, string address)
    {
        var known = _known;
        if (visitor is { } one && known.Visitors.Contains((shop, one))) return true;
        return known.Addresses.Count > 0 && known.Addresses.TryGetValue((shop, links.Hash(address)), out var until) && until > time.GetUtcNow();
    }

    /// <summary>Reads the blocks that stand and hangs up on whoever is behind one.</summary>
    public async Task Renew(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var mark = await Mark(db, ct);
        if (mark == _known.Mark) return;

        var now = time.Now();
        var blocks = await db.Set<VisitorBlock>().AsNoTracking().Select(b => new { b.ShopId, b.VisitorId, b.AddressHash, b.AddressUntil }).ToListAsync(ct);
        _known = new Known(
            mark, blocks.Select(b => (b.ShopId, b.VisitorId)).ToFrozenSet(),
            blocks.Where(b => b.AddressHash is not null && b.AddressUntil > now).GroupBy(b => (b.ShopId, b.AddressHash!)).ToFrozenDictionary(g => g.Key, g => g.Max(b => b.AddressUntil!.Value)));
        presence.Close(page => Blocks(page.Visit.Shop, page.Visit.Visitor, page.Address));
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Renew(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("Blocks wait for the store ({Reason})", e.GetType().Name);
            }

            await Task.Delay(Every, TimeProvider.System, stoppingToken); // how often to look; what stands, the clock says
        }
    }

    private static async Task<(int, DateTimeOffset?)> Mark(XiaoerDb db, CancellationToken ct) => (
        await db.Set<VisitorBlock>().CountAsync(ct),
        await db.Set<VisitorBlock>().OrderByDescending(b => b.At).Select(b => (DateTimeOffset?)b.At).FirstOrDefaultAsync(ct));

    private sealed record Known(
        (int Count, DateTimeOffset? Latest) Mark, FrozenSet<(ShopId, VisitorId)> Visitors, FrozenDictionary<(ShopId, string), DateTimeOffset> Addresses)
    {
        public static readonly Known Nothing = new((0, null), FrozenSet<(ShopId, VisitorId)>.Empty, FrozenDictionary<(ShopId, string), DateTimeOffset>.Empty);
    }
}
