using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>
/// FT-01: twenty visitors write, the program is killed with -9 at a random moment, starts again, everybody sends again what was not
/// acknowledged, and the store is compared with what the visitors were told.
/// </summary>
internal static class KillDrill
{
    private const int Writers = 20;
    /// <summary>A fresh store now and then keeps the check of each run short.</summary>
    private const int RunsPerStore = 20;

    public static async Task<DrillReport> Run(int runs, bool postgres, int seed, TextWriter output)
    {
        var report = new DrillReport(postgres ? "kill -9, PostgreSQL" : "kill -9, SQLite", output);
        var random = new Random(seed);
        await using var ground = await DrillGround.Prepare(postgres);
        Node? node = null;
        for (var run = 0; run < runs; run++)
        {
            if (run % RunsPerStore == 0)
            {
                if (node is not null) await node.Kill();
                node = await ground.FreshNode();
                await node.Start();
            }
            await Once(ground, node!, report, random, run);
        }

        ground.Keep = report.Faults.Count > 0;
        if (ground.Keep) await output.WriteLineAsync($"History, logs and store are kept in {ground.Folder}.");
        return report;
    }

    private static async Task Once(DrillGround ground, Node node, DrillReport report, Random random, int run)
    {
        using var history = ground.NewHistory($"{run}");
        await using var crowd = await Crowd.Gather([node.Address], ground.Shop.Channel, history, Writers);
        crowd.Talk(stopAtFailure: true, pause: 1);
        await Patience.Pause(random.Next(200, 3000));

        await node.Kill();
        await crowd.Hush();
        var start = await node.Start();
        await crowd.Settle(TimeSpan.FromSeconds(30));

        await report.Add(await Checker.Check(history, node), start);
        if (await Store.Integrity(node) is var opinion and not "ok") report.Fault($"damaged: {opinion}");
    }
}
