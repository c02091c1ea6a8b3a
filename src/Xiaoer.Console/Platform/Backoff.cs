namespace Xiaoer.Web.Platform;

/// <summary>How long to wait before trying again: full jitter, so that a thousand pages do not come back in the same instant.</summary>
internal static class Backoff
{
    private static readonly TimeSpan First = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    /// <param name="luck">From 0 up to 1.</param>
    public static TimeSpan After(int attempt, double luck)
    {
        var ceiling = Math.Min(Most.TotalMilliseconds, First.TotalMilliseconds * Math.Pow(2, Math.Clamp(attempt, 0, 10)));
        return TimeSpan.FromMilliseconds(Math.Max(50, ceiling * luck));
    }
}
