using System.Diagnostics;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>Waits for other processes. They share no clock with us, so we ask again until they are where we expect them, and no longer than allowed.</summary>
internal static class Patience
{
    public static async Task<TimeSpan> Until(Func<Task<bool>> reached, TimeSpan atMost, string what)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await reached())
        {
            if (Stopwatch.GetElapsedTime(started) > atMost) throw new TimeoutException($"Not within {atMost.TotalSeconds:0} s: {what}.");
            await Pause(20);
        }
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Lets real time pass: load has to run for a while before something is broken.</summary>
    public static Task Pause(int milliseconds, CancellationToken ct = default) => Task.Delay(milliseconds, ct);
}
