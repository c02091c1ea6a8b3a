using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Alerts;

/// <summary>
/// Turns a shop's numbered events into notices that are due, by the same rule the desk's pages go by. How far it has come is a row: the notices and
/// the next mark are one transaction, so whichever nodes look, each event is planned once, and none is lost with a node.
/// </summary>
internal sealed class PushPlanner(IServiceScopeFactory scopes, Callers callers, TimeProvider time, ILogger<PushPlanner> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);
    private const int Most = 500;
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Dictionary<SessionId, (Caller? Caller, DateTimeOffset At)> _known = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, TimeProvider.System); // how often to look; what is due, the clock says
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await Plan(stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException or DbUpdateException)
            {
                log.LogWarning("Notices wait for the store ({Reason})", e.GetType().Name);
            }
        }
    }

    /// <summary>Plans what has happened since. One at a time.</summary>
    internal async Task Plan(CancellationToken ct)
    {
        await _one.WaitAsync(ct);
        try
        {
            await PlanAll(ct);
        }
        finally
        {
            _one.Release();
        }
    }

    public override void Dispose()
    {
        _one.Dispose();
        base.Dispose();
    }

    private async Task PlanAll(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var news = await (
            from mark in db.Set<PushMark>().AsNoTracking()
            join cursor in db.Set<ShopCursor>() on mark.ShopId equals cursor.ShopId
            where cursor.Last > mark.Cursor
            select new { mark.ShopId, mark.Cursor, cursor.Last }).ToListAsync(ct);
        if (news.Count == 0) return;

        var people = await People(db, ct);
        foreach (var shop in news) await Plan(scope.ServiceProvider, db, shop.ShopId, shop.Cursor, shop.Last, people, ct);
    }

    private async Task Plan(IServiceProvider services, XiaoerDb db, ShopId shop, long from, long last, IReadOnlyList<Watched> people, CancellationToken ct)
    {
        var events = await db.Set<StoredEvent>().AsNoTracking()
            .Where(e => e.ShopId == shop && e.Cursor > from && e.Cursor <= last && (e.Name == ConversationEvents.MessagePosted || e.Name == ConversationEvents.Assigned || e.Name == ConversationEvents.PersonWanted))
            .OrderBy(e => e.Cursor).Take(Most).ToListAsync(ct);
        var until = events.Count == Most ? events[^1].Cursor : last;
        var here = people.Where(p => p.Caller.May(shop, Permissions.ReadConversations)).ToList();
        List<PushDelivery> planned = [];
        if (here.Count > 0 && events.Count > 0)
        {
            var limits = await services.GetRequiredService<TeamDirectory>().WaitLimits(shop, ct);
            foreach (var (source, told) in await services.GetRequiredService<EventReader>().Read(shop, events, ct))
            {
                var live = LiveEvent.Of(source.Cursor, source.Name, told.Data);
                foreach (var person in here) planned.AddRange(Notices(person, shop, source, live, told, limits));
            }
        }

        await db.Write(async token =>
        {
            var moved = await db.Set<PushMark>().Where(m => m.ShopId == shop && m.Cursor == from).ExecuteUpdateAsync(u => u.SetProperty(m => m.Cursor, until), token);
            if (moved == 0) return; // another node was here
            db.AddRange(await Fresh(db, planned, token));
        }, ct);
        db.ChangeTracker.Clear();
    }

    private IEnumerable<PushDelivery> Notices(Watched person, ShopId shop, StoredEvent source, LiveEvent live, ToldEvent told, IReadOnlyDictionary<Guid, int> limits)
    {
        var row = told.Row;
        var grant = person.Caller.In(shop)!;
        if (!grant.Sees(new TeamId(row.TeamId))) yield break;
        var (me, now) = (person.Caller.Agent.Value, time.Now());
        Guid[] teams = [.. grant.Teams.Select(t => t.Value)];
        var conversation = new ConversationId(row.Id);
        if (DeskAlerts.Of(live, row, me, teams, now) is { } alert && DeskAlerts.Wanted(person.Settings, alert.Reason))
            yield return PushDelivery.Of(person.Device, alert.Key, shop, conversation, alert.Reason, source.Sequence, null, now, now);

        // A wait is planned when it begins, and for whoever it is handed to before it is too long.
        if (!person.Settings.LongWait || row.WaitingSince is not { } since || told.Data is MessagePosted { Message.At: var said } && said != since) yield break;
        var watcher = new WaitWatcher(me, teams, person.Settings.WaitSeconds, limits);
        var due = Clock.Cut(since + WaitAlerts.Limit(row.TeamId, watcher));
        if (due > now && WaitAlerts.Concerns(row, watcher))
            yield return PushDelivery.Of(
                person.Device, string.Create(CultureInfo.InvariantCulture, $"wait:{row.Id:N}:{since.ToUnixTimeMilliseconds()}"), shop, conversation, AlertReason.LongWait, null, since, now, due);
    }

    /// <summary>What is planned twice is one notice.</summary>
    private static async Task<List<PushDelivery>> Fresh(XiaoerDb db, List<PushDelivery> planned, CancellationToken ct)
    {
        if (planned.Count == 0) return [];
        var devices = planned.Select(p => p.DeviceId).Distinct().ToList();
        var alive = (await db.Set<PushDevice>().Where(d => devices.Contains(d.Id)).Select(d => d.Id).ToListAsync(ct)).ToHashSet();
        var known = (await db.Set<PushDelivery>().Where(d => devices.Contains(d.DeviceId)).Select(d => new { d.DeviceId, d.Key }).ToListAsync(ct)).Select(d => (d.DeviceId, d.Key)).ToHashSet();
        return [.. planned.Where(p => alive.Contains(p.DeviceId) && known.Add((p.DeviceId, p.Key)))];
    }

    private async Task<IReadOnlyList<Watched>> People(XiaoerDb db, CancellationToken ct)
    {
        var now = time.Now();
        foreach (var old in _known.Where(k => now - k.Value.At > Remembered).Select(k => k.Key).ToList()) _known.Remove(old);
        var devices = await db.Set<PushDevice>().AsNoTracking().Select(d => new { d.Id, d.PersonId, d.SessionId }).ToListAsync(ct);
        var choices = await db.Set<NotificationChoice>().AsNoTracking().ToDictionaryAsync(c => c.PersonId, c => c.Settings, ct);
        var (people, over) = (new List<Watched>(devices.Count), new List<PushDeviceId>());
        foreach (var device in devices)
        {
            if (!_known.TryGetValue(device.SessionId, out var known)) _known[device.SessionId] = known = (await callers.Look(device.SessionId, ct), now);
            if (known.Caller is null) over.Add(device.Id);
            else people.Add(new Watched(device.Id, known.Caller, choices.GetValueOrDefault(device.PersonId) ?? NotificationSettings.Standard));
        }

        // Signed out, let go, or too long away: the device ends with the session.
        if (over.Count > 0) await db.Write(token => db.Set<PushDevice>().Where(d => over.Contains(d.Id)).ExecuteDeleteAsync(token), ct);
        return people;
    }

    /// <summary>A device, who is signed in there and what they want to be told.</summary>
    private sealed record Watched(PushDeviceId Device, Caller Caller, NotificationSettings Settings);
}
