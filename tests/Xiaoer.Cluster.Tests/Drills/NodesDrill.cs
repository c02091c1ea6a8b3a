using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>FT-16: three nodes, one is killed; its visitors go on at another within seconds and nothing acknowledged is lost.</summary>
internal static class NodesDrill
{
    public static async Task<DrillReport> Run(int rounds, int seed, TextWriter output)
    {
        var report = new DrillReport("a node killed", output);
        var random = new Random(seed);
        await using var ground = await DrillGround.Prepare(postgres: true);
        var redis = ground.Keeps(await RedisServer.Start());
        var first = await ground.FreshNode(redis.Address);
        Node[] nodes = [first, ground.NodeOn(first.Folder, first.Database, redis.Address), ground.NodeOn(first.Folder, first.Database, redis.Address)];
        foreach (var node in nodes) await node.Start();

        for (var round = 0; round < rounds; round++)
        {
            using var history = ground.NewHistory($"{round}");
            await using var crowd = await Crowd.Gather([.. nodes.Select(n => n.Address)], ground.Shop.Channel, history, size: 21);
            crowd.Talk();
            await Patience.Pause(random.Next(500, 1500));
            var victim = nodes[random.Next(nodes.Length)];
            if (round % 2 == 0) await victim.Kill();
            else await victim.Freeze();

            await Patience.Pause(round % 2 == 0 ? 3000 : 12_000);
            if (round % 2 != 0) await victim.Thaw();
            else await victim.Start();
            await Patience.Pause(1000);
            await crowd.Hush();
            await crowd.Settle(TimeSpan.FromSeconds(30));

            await report.Add(await Checker.Check(history, first), note: $"{(round % 2 == 0 ? "killed" : "paused")}, longest outage {crowd.LongestOutage.TotalSeconds:0.0} s");
            if (crowd.LongestOutage > TimeSpan.FromSeconds(30)) report.Fault($"visitors waited {crowd.LongestOutage.TotalSeconds:0.0} s");
        }
        ground.Keep = report.Faults.Count > 0;
        return report;
    }
}
