using Xiaoer.Platform;

namespace Xiaoer.Accounts.Contracts;

/// <summary>
/// The live connections of signed-in people and keys on this node. A hub registers a connection when it opens; when the session, the person or the key
/// behind it loses its right, whichever node that happened on, the connection gets a notice and is closed within seconds.
/// </summary>
internal sealed class LiveSessions(XiaoerOptions options, TimeProvider time)
{
    public const string SignedOut = "signed_out";
    public const string AccessChanged = "access_changed";
    public const string TooManyConnections = "too_many_connections";

    private static readonly TimeSpan NoticePatience = TimeSpan.FromSeconds(1);

    // Closing drops what is still on its way out: the notice needs a moment of real time to leave.
    private static readonly TimeSpan NoticeTravel = TimeSpan.FromMilliseconds(300);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LiveConnection> _connections = [];
    private long _order;

    /// <param name="bye">Sends the client <c>bye {code}</c>.</param>
    /// <param name="abort">Closes the connection.</param>
    public void Register(Caller caller, string connection, Func<string, Task> bye, Action abort)
    {
        List<LiveConnection> surplus;
        lock (_lock)
        {
            _connections[connection] = new LiveConnection(caller, connection, _order++, bye, abort);
            var own = _connections.Values.Where(c => c.Caller.Actor == caller.Actor).OrderBy(c => c.Order).ToList();
            surplus = [.. own.Take(Math.Max(0, own.Count - options.Limits.PersonConnections))];
            foreach (var old in surplus) _connections.Remove(old.Id);
        }

        foreach (var old in surplus) _ = Close(old, TooManyConnections);
    }

    public void Remove(string connection)
    {
        lock (_lock) _connections.Remove(connection);
    }

    internal IReadOnlyList<LiveConnection> All()
    {
        lock (_lock) return [.. _connections.Values];
    }

    internal async Task Close(LiveConnection connection, string code)
    {
        Remove(connection.Id);
        try
        {
            await connection.Bye(code).WaitAsync(NoticePatience);
            await Task.Delay(NoticeTravel, time);
        }
        catch (Exception)
        {
            // A client that cannot be told is closed all the same.
        }

        connection.Abort();
    }
}

/// <summary>One open connection and who opened it.</summary>
internal sealed record LiveConnection(Caller Caller, string Id, long Order, Func<string, Task> Bye, Action Abort);
