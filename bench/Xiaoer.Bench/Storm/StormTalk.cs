using System.Diagnostics;
using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Storm;

/// <summary>Visitors that are connected talk, open loop: the chats that must go on while others come back.</summary>
internal sealed class StormTalk(IReadOnlyList<StormVisitor> visitors, int perSecond)
{
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(20);
    private readonly Random _random = new(11);
    private readonly Lock _lock = new();
    private volatile bool _measured;

    public Histogram Times { get; } = new();

    /// <summary>From now on the times count.</summary>
    public void Measure() => _measured = true;

    public async Task Run(CancellationToken ct)
    {
        var (start, sent) = (Stopwatch.GetTimestamp(), new List<Task>());
        for (var due = TimeSpan.Zero; !ct.IsCancellationRequested; due += TimeSpan.FromSeconds(1.0 / perSecond))
        {
            var early = due - Stopwatch.GetElapsedTime(start);
            if (early > TimeSpan.Zero) await Task.Delay(early, CancellationToken.None);
            if (Connected() is { } visitor) sent.Add(Say(visitor, start, due, _measured));
        }

        await Task.WhenAll(sent).WaitAsync(Settling, CancellationToken.None);
    }

    private async Task Say(StormVisitor visitor, long start, TimeSpan due, bool measured)
    {
        try
        {
            await visitor.Say(CancellationToken.None);
        }
        catch (Exception notHeard) when (notHeard is IOException or TimeoutException or System.Net.WebSockets.WebSocketException or ObjectDisposedException)
        {
            return; // the line ended under it: its loss is looked for among the acknowledged
        }

        if (!measured) return;
        lock (_lock) Times.Record((long)(Stopwatch.GetElapsedTime(start) - due).TotalMicroseconds);
    }

    private StormVisitor? Connected()
    {
        for (var tries = 0; tries < 50; tries++)
        {
            var visitor = visitors[_random.Next(visitors.Count)];
            if (visitor.RecoveredAt != 0) return visitor;
        }

        return null;
    }
}
