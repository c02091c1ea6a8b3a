using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>Visitors who write all the time: half over the live connection, half by POST.</summary>
internal sealed class Crowd : IAsyncDisposable
{
    private readonly IReadOnlyList<Writer> _writers;
    private readonly CancellationTokenSource _stop = new();
    private Task _running = Task.CompletedTask;

    private Crowd(IReadOnlyList<Writer> writers) => _writers = writers;

    public TimeSpan LongestOutage => _writers.Max(w => w.LongestOutage);

    public static async Task<Crowd> Gather(IReadOnlyList<Uri> servers, Guid channel, History history, int size)
    {
        var crowd = new Crowd([.. Enumerable.Range(0, size).Select(n => new Writer(servers, channel, history, n, live: n % 2 == 0))]);
        await Task.WhenAll(crowd._writers.Select(w => w.Arrive()));
        return crowd;
    }

    public void Talk(bool stopAtFailure = false, int pause = 2) =>
        _running = Task.WhenAll(_writers.Select(w => Task.Run(() => w.Run(_stop.Token, stopAtFailure, pause))));

    /// <summary>Everybody stops writing; what is on its way may still be answered.</summary>
    public async Task Hush()
    {
        await _stop.CancelAsync();
        await _running;
    }

    /// <summary>Everybody sends again what was never acknowledged, until it is.</summary>
    public Task Settle(TimeSpan patience) => Task.WhenAll(_writers.Select(w => w.Settle(patience)));

    public async ValueTask DisposeAsync()
    {
        if (!_stop.IsCancellationRequested) await Hush();
        foreach (var writer in _writers) await writer.DisposeAsync();
        _stop.Dispose();
    }
}
