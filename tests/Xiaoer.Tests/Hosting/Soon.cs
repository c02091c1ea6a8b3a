using System.Diagnostics;

namespace Xiaoer.Tests.Hosting;

/// <summary>Waits for what the program does on its own, after the answer: nothing tells us when it is done, so we ask again until it is, and no longer than allowed.</summary>
internal static class Soon
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task Until(Func<Task<bool>> reached, string what, TimeSpan? patience = null)
    {
        var started = Stopwatch.GetTimestamp();
        while (!await reached())
        {
            if (Stopwatch.GetElapsedTime(started) > (patience ?? Patience)) throw new TimeoutException($"Not within {(patience ?? Patience).TotalSeconds:0} s: {what}.");
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task Until(Func<bool> reached, string what) => Until(() => Task.FromResult(reached()), what);
}
