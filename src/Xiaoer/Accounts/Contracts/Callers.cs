using System.Collections.Concurrent;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>
/// Turns a session or an API key into a <see cref="Caller"/>, from the store, remembered for two seconds: an ended session, a revoked key or a lost role
/// stops working within that time on every node.
/// </summary>
internal sealed class Callers(IServiceScopeFactory scopes, LastSeen seen, TimeProvider time)
{
    public static readonly TimeSpan Freshness = TimeSpan.FromSeconds(2);
    private const int Bound = 20_000;

    private readonly ConcurrentDictionary<Guid, Known> _sessions = new();
    private readonly ConcurrentDictionary<string, Known> _keys = new();

    /// <summary>The caller as of now: for hubs, whose connection outlives what was true when it was opened. Null when the session or key is over.</summary>
    public async ValueTask<Caller?> Refresh(Caller caller, CancellationToken ct = default)
    {
        if (caller.Session is { } session) return (await FindSession(session, ct))?.Caller;
        if (caller.ApiKey is not { } key) return null;
        return (_keys.Values.FirstOrDefault(k => k.Caller.ApiKey == key && IsFresh(k)) ?? await InScope(reader => reader.Key(key, ct)))?.Caller;
    }

    /// <summary>Who a session belongs to and what they may do, asked in their absence: it does not count as being seen. Null when it is over.</summary>
    public async ValueTask<Caller?> Look(SessionId session, CancellationToken ct = default) => (await InScope(reader => reader.Session(session, ct)))?.Caller;

    /// <summary>Makes this node ask again at once; others do within two seconds. Called after the commit.</summary>
    public void Forget()
    {
        _sessions.Clear();
        _keys.Clear();
        Forgotten?.Invoke();
    }

    /// <summary>Forgets one caller, whose live connection is being closed.</summary>
    internal void Drop(Caller caller)
    {
        if (caller.Session is { } session) _sessions.TryRemove(session.Value, out _);
        foreach (var (prefix, known) in _keys)
            if (caller.ApiKey is not null && known.Caller.ApiKey == caller.ApiKey) _keys.TryRemove(prefix, out _);
    }

    /// <summary>Something about somebody's access changed on this node.</summary>
    public event Action? Forgotten;

    internal async ValueTask<Caller?> OfSession(SessionTicket ticket, CancellationToken ct) =>
        await FindSession(ticket.Session, ct) is { } known && Secrets.Matches(ticket.Secret, known.SecretHash) ? known.Caller : null;

    internal async ValueTask<Caller?> OfKey(ApiKeyText key, CancellationToken ct)
    {
        if (!_keys.TryGetValue(key.Prefix, out var known) || !IsFresh(known))
            known = Remember(_keys, key.Prefix, await InScope(reader => reader.Key(key.Prefix, ct)));
        return known is not null && Secrets.Matches(key.Secret, known.SecretHash) ? known.Caller : null;
    }

    private async ValueTask<Known?> FindSession(SessionId session, CancellationToken ct) =>
        _sessions.TryGetValue(session.Value, out var known) && IsFresh(known)
            ? known
            : Remember(_sessions, session.Value, await InScope(reader => reader.Session(session, ct)));

    private bool IsFresh(Known known) => time.Now() - known.At < Freshness;

    // Only what exists is remembered: guesses must not fill the memory.
    private Known? Remember<TKey>(ConcurrentDictionary<TKey, Known> memory, TKey key, Known? found) where TKey : notnull
    {
        if (found is null)
        {
            memory.TryRemove(key, out _);
            return null;
        }

        if (memory.Count > Bound) memory.Clear();
        seen.Note(found);
        return memory[key] = found;
    }

    private async Task<Known?> InScope(Func<CallerReader, Task<Known?>> read)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await read(new CallerReader(scope.ServiceProvider.GetRequiredService<XiaoerDb>(), time.Now()));
    }

    /// <summary>A caller, the hash of what proves it is them, and when the store said so.</summary>
    internal sealed record Known(byte[] SecretHash, Caller Caller, DateTimeOffset LastSeenAt, DateTimeOffset At);
}
