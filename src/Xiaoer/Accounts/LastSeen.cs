using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>When sessions and keys were last used, to five minutes: gathered in memory, written by the way.</summary>
internal sealed class LastSeen(TimeProvider time)
{
    private static readonly TimeSpan Grain = TimeSpan.FromMinutes(5);

    private readonly ConcurrentDictionary<SessionId, bool> _sessions = new();
    private readonly ConcurrentDictionary<ApiKeyId, bool> _keys = new();

    public void Note(Callers.Known known)
    {
        if (time.Now() - known.LastSeenAt < Grain) return;
        if (known.Caller.Session is { } session) _sessions[session] = true;
        if (known.Caller.ApiKey is { } key) _keys[key] = true;
    }

    public async Task Save(XiaoerDb db, CancellationToken ct)
    {
        var (sessions, keys, now) = (_sessions.Keys.Take(500).ToList(), _keys.Keys.Take(500).ToList(), time.Now());
        if (sessions.Count + keys.Count == 0) return;

        await db.Write(async token =>
        {
            await db.Set<Session>().Where(s => sessions.Contains(s.Id)).ExecuteUpdateAsync(u => u.SetProperty(s => s.LastSeenAt, now), token);
            await db.Set<ApiKey>().Where(k => keys.Contains(k.Id)).ExecuteUpdateAsync(u => u.SetProperty(k => k.LastUsedAt, now), token);
        }, ct);
        sessions.ForEach(s => _sessions.TryRemove(s, out _));
        keys.ForEach(k => _keys.TryRemove(k, out _));
    }
}
