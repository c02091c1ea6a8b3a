using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>
/// Asks the store every two seconds which of this node's live connections have lost their right, and closes them. Needs no word from other nodes, so it
/// works with Redis away.
/// </summary>
internal sealed class LiveSessionsWatch(
    LiveSessions live, Callers callers, LastSeen seen, IServiceScopeFactory scopes, TimeProvider time, ILogger<LiveSessionsWatch> log) : BackgroundService
{
    public static readonly TimeSpan Period = TimeSpan.FromSeconds(2);
    private const int Chunk = 500;

    private readonly SemaphoreSlim _wake = new(0, 1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        callers.Forgotten += Wake;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                await Wait(stoppingToken);
                await Guarded(Check, stoppingToken);
                await Guarded(SaveSeen, stoppingToken);
            }
        }
        finally
        {
            callers.Forgotten -= Wake;
        }
    }

    /// <summary>One look at the store.</summary>
    internal async Task Check(CancellationToken ct)
    {
        var connections = live.All();
        if (connections.Count == 0) return;

        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var sessions = await Sessions(db, [.. connections.Select(c => c.Caller.Session).OfType<SessionId>().Distinct()], ct);
        var keys = await Keys(db, [.. connections.Select(c => c.Caller.ApiKey).OfType<ApiKeyId>().Distinct()], ct);

        await Task.WhenAll(connections.Select(connection => Verdict(connection.Caller, sessions, keys) is { } code ? Close(connection, code) : Task.CompletedTask));
    }

    // Who sees the line close must not get in by a request that remembers.
    private Task Close(LiveConnection connection, string code)
    {
        callers.Drop(connection.Caller);
        return live.Close(connection, code);
    }

    private static string? Verdict(Caller caller, Dictionary<SessionId, int> sessions, HashSet<ApiKeyId> keys)
    {
        if (caller.ApiKey is { } key) return keys.Contains(key) ? null : LiveSessions.SignedOut;
        if (caller.Session is not { } session || !sessions.TryGetValue(session, out var access)) return LiveSessions.SignedOut;
        return access == caller.AccessVersion ? null : LiveSessions.AccessChanged;
    }

    private async Task<Dictionary<SessionId, int>> Sessions(XiaoerDb db, IReadOnlyList<SessionId> ids, CancellationToken ct)
    {
        var madeAfter = time.Now() - Session.AgeLimit;
        var alive = new Dictionary<SessionId, int>();
        foreach (var chunk in ids.Chunk(Chunk))
        {
            var found = await (
                from session in db.Set<Session>()
                join person in db.Set<Person>() on session.PersonId equals person.Id
                where chunk.Contains(session.Id) && session.EndedAt == null && session.CreatedAt > madeAfter
                select new { session.Id, person.AccessVersion }).ToListAsync(ct);
            found.ForEach(f => alive[f.Id] = f.AccessVersion);
        }

        return alive;
    }

    private static async Task<HashSet<ApiKeyId>> Keys(XiaoerDb db, IReadOnlyList<ApiKeyId> ids, CancellationToken ct)
    {
        var alive = new HashSet<ApiKeyId>();
        foreach (var chunk in ids.Chunk(Chunk))
            alive.UnionWith(await db.Set<ApiKey>().Where(k => chunk.Contains(k.Id) && k.RevokedAt == null).Select(k => k.Id).ToListAsync(ct));
        return alive;
    }

    private async Task SaveSeen(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        await seen.Save(scope.ServiceProvider.GetRequiredService<XiaoerDb>(), ct);
    }

    private async Task Wait(CancellationToken ct)
    {
        using var period = new CancellationTokenSource(Period, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(period.Token, ct);
        try
        {
            await _wake.WaitAsync(either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            // The period is over.
        }
    }

    private async Task Guarded(Func<CancellationToken, Task> step, CancellationToken ct)
    {
        try
        {
            await step(ct);
        }
        catch (Exception e) when (e is not OperationCanceledException || !ct.IsCancellationRequested)
        {
            log.LogWarning("Live sessions could not be checked: {Error}", e.GetType().Name);
        }
    }

    private void Wake()
    {
        try
        {
            _wake.Release();
        }
        catch (SemaphoreFullException)
        {
            // Awake already.
        }
    }

    public override void Dispose()
    {
        _wake.Dispose();
        base.Dispose();
    }
}
