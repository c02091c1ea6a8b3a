namespace Xiaoer.Web.Platform;

/// <summary>
/// Says that something changed. With a pause it tells at once, then at most once a pause: a thousand events a second
/// become ten renderings.
/// </summary>
internal sealed class Signal(TimeProvider? time = null, TimeSpan pause = default)
{
    private readonly List<Action> listeners = [];
    private long lastRaised = long.MinValue;
    private ITimer? trailing;

    public IDisposable Subscribe(Action listener)
    {
        listeners.Add(listener);
        return new Subscription(this, listener);
    }

    public void Raise()
    {
        if (time is null || pause <= TimeSpan.Zero) { Tell(); return; }
        if (trailing is not null) return;

        var since = lastRaised == long.MinValue ? pause : time.GetElapsedTime(lastRaised);
        if (since >= pause) Tell();
        else trailing = time.CreateTimer(_ => Tell(), null, pause - since, Timeout.InfiniteTimeSpan);
    }

    private void Tell()
    {
        trailing?.Dispose();
        trailing = null;
        if (time is not null) lastRaised = time.GetTimestamp();
        foreach (var listener in listeners.ToArray()) listener();
    }

    private sealed class Subscription(Signal signal, Action listener) : IDisposable
    {
        public void Dispose() => signal.listeners.Remove(listener);
    }
}
