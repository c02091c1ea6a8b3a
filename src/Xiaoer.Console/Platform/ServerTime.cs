namespace Xiaoer.Web.Platform;

/// <summary>
/// The server's clock as far as this browser can tell: waits are counted against it, so that a computer with a wrong clock
/// shows no wrong colours. Learned from the Date header; a second or two is within its grain and left alone.
/// </summary>
internal sealed class ServerTime(TimeProvider local) : TimeProvider
{
    private static readonly TimeSpan Grain = TimeSpan.FromSeconds(2);
    private TimeSpan offset;

    public void Learn(DateTimeOffset server)
    {
        var seen = server - local.GetUtcNow();
        offset = seen.Duration() <= Grain ? TimeSpan.Zero : seen;
    }

    public override DateTimeOffset GetUtcNow() => local.GetUtcNow() + offset;
    public override long GetTimestamp() => local.GetTimestamp();
    public override long TimestampFrequency => local.TimestampFrequency;
    public override TimeZoneInfo LocalTimeZone => local.LocalTimeZone;
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        local.CreateTimer(callback, state, dueTime, period);
}
