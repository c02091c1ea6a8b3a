using Xiaoer.Cluster.Tests.Harness;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>
/// FT-25: hundreds of connections of one visitor never read while long messages are sent to them. They are dropped soon, memory stays flat,
/// and everybody else is served as before.
/// </summary>
internal static class StalledDrill
{
    private const long MostMemory = 50L << 20;
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(30);
    private static readonly string Long = string.Concat(Enumerable.Repeat("长长的一段话。", 500))[..3400];

    public static async Task<DrillReport> Run(int rounds, int clients, TextWriter output)
    {
        var report = new DrillReport("stalled clients", output);
        await using var ground = await DrillGround.Prepare(postgres: false);
        var node = await ground.FreshNode();
        await node.Start();
        for (var round = 0; round < rounds; round++)
        {
            // One slow round may be the machine's; the same twice in a row is ours.
            if (await Once(ground, node, clients, report) is not null && await Once(ground, node, clients, report) is { } slower) report.Fault(slower);
        }

        ground.Keep = report.Faults.Count > 0;
        return report;
    }

    /// <returns>How much slower the others were served, if it was more than may be.</returns>
    private static async Task<string?> Once(DrillGround ground, Node node, int clients, DrillReport report)
    {
        using var history = ground.NewHistory($"{report.Runs}");
        await using var others = await Crowd.Gather([node.Address], ground.Shop.Channel, history, size: 8);
        others.Talk(pause: 20);
        await using var many = await Visitor.Arrives(node.Address, ground.Shop.Channel);
        await many.Says("one visitor, many windows");
        List<DeafClient> deaf = [];
        for (var i = 0; i < clients; i++) deaf.Add(await DeafClient.Connect(node.Address, many.Token));
        await WarmUp(many, node);

        // While all is calm, the deaf ones cost what they cost: they send their pings as often as later.
        var warm = history.Attempts.Count;
        for (var i = 0; i < 30; i++)
        {
            await Patience.Pause(150);
            foreach (var client in deaf) await client.Pings();
        }
        var (calm, memory) = (Latency(history, warm), node.Memory());
        var sent = history.Attempts.Count;
        var most = memory;
        var dropped = await Drown(many, deaf, () => most = Math.Max(most, node.Memory()));
        var busy = Latency(history, sent);
        await others.Hush();
        await others.Settle(MostTime);
        foreach (var client in deaf) client.Dispose();

        await report.Add(await Checker.Check(history, node), note:
            $"{clients} clients dropped within {dropped.TotalSeconds:0} s, memory +{(most - memory) >> 20} MB, p95 of the others {calm.TotalMilliseconds:0.0} → {busy.TotalMilliseconds:0.0} ms");
        if (dropped > MostTime) report.Fault($"clients that do not read were kept for {dropped.TotalSeconds:0} s");
        if (most - memory > MostMemory) report.Fault($"memory grew by {(most - memory) >> 20} MB");
        // A floor under the ratio: half as much again of few milliseconds is noise.
        return busy > calm * 1.5 && busy - calm > TimeSpan.FromMilliseconds(25)
            ? $"the others' p95 went from {calm.TotalMilliseconds:0.0} to {busy.TotalMilliseconds:0.0} ms"
            : null;
    }

    /// <summary>A program that has just started grows by itself: waits until it has its size, so that only the drill's share is measured.</summary>
    private static async Task WarmUp(Visitor visitor, Node node)
    {
        var settled = 0;
        for (var (i, before) = (0, node.Memory()); i < 40 && settled < 3; i++)
        {
            await visitor.Says($"short {i}");
            await Patience.Pause(500);
            var now = node.Memory();
            settled = now - before < 1 << 20 ? settled + 1 : 0;
            before = Math.Max(before, now);
        }
    }

    /// <summary>Sends long messages to connections that do not read, until the server has dropped them all.</summary>
    private static async Task<TimeSpan> Drown(Visitor sender, List<DeafClient> deaf, Action look)
    {
        var started = TimeProvider.System.GetTimestamp();
        var left = deaf.ToList();
        while (left.Count > 0 && TimeProvider.System.GetElapsedTime(started) < 2 * MostTime)
        {
            await sender.Says(Long);
            await Patience.Pause(150);
            look();
            foreach (var client in left.ToList())
                if (!await client.Pings()) left.Remove(client);
        }
        return TimeProvider.System.GetElapsedTime(started);
    }

    private static TimeSpan Latency(History history, int skip)
    {
        var times = history.Attempts.Skip(skip).Where(a => a.AckedAt is not null).Select(a => a.AckedAt!.Value - a.SentAt).Order().ToList();
        return times.Count == 0 ? TimeSpan.Zero : times[(int)(times.Count * 0.95)];
    }
}
