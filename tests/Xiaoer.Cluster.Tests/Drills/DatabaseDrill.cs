using System.Text;
using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>
/// FT-11: PostgreSQL is restarted without warning, its sessions are killed, and the connection is cut after COMMIT was passed on and before
/// its answer comes back, while visitors write. What happened is settled by the message's id, never guessed.
/// </summary>
internal static class DatabaseDrill
{
    private static readonly byte[] Commit = Encoding.ASCII.GetBytes("COMMIT");

    public static async Task<DrillReport> Run(int rounds, TextWriter output)
    {
        var report = new DrillReport("database", output);
        await using var ground = await DrillGround.Prepare(postgres: true);
        var direct = await ground.FreshNode();
        var proxy = ground.Keeps(new TcpProxy(ground.Postgres!.Port));
        var node = ground.NodeOn(direct.Folder, DrillGround.Through(proxy, direct.Database!));
        await node.Start();

        for (var round = 0; round < rounds; round++)
        {
            await Round(ground, node, direct, report, "restarted at once", () => Restart(ground.Postgres));
            await Round(ground, node, direct, report, "sessions killed", () => Sessions(ground.Postgres, direct));
            await Round(ground, node, direct, report, "cut during COMMIT", () => CutCommits(proxy, report));
        }
        ground.Keep = report.Faults.Count > 0;
        return report;
    }

    private static async Task Round(DrillGround ground, Node node, Node direct, DrillReport report, string what, Func<Task> breaks)
    {
        using var history = ground.NewHistory($"{report.Runs}");
        await using var crowd = await Crowd.Gather([node.Address], ground.Shop.Channel, history, size: 20);
        crowd.Talk();
        // The first messages meet a program that is still compiling itself: the fault waits until some have been acknowledged.
        await Patience.Until(() => Task.FromResult(history.Acknowledged > 20), TimeSpan.FromSeconds(20), "messages are acknowledged");
        await Patience.Pause(300);
        var before = history.Acknowledged;
        await breaks();

        // It heals by itself, soon after the database is back (reliability T6).
        var broken = history.Acknowledged;
        await Patience.Until(() => Task.FromResult(history.Acknowledged > broken + 50), TimeSpan.FromSeconds(20), $"messages are acknowledged again: {what}");
        await crowd.Hush();
        await crowd.Settle(TimeSpan.FromSeconds(20));

        if (before == 0) report.Fault("nothing was acknowledged before the fault: the drill proves nothing");
        await report.Add(await Checker.Check(history, direct), note: $"{what}, longest outage {crowd.LongestOutage.TotalSeconds:0.0} s");
        if (crowd.LongestOutage > TimeSpan.FromSeconds(12)) report.Fault($"{what}: away for {crowd.LongestOutage.TotalSeconds:0.0} s");
    }

    private static async Task Restart(PostgresServer postgres)
    {
        await postgres.StopAtOnce();
        await postgres.Start();
    }

    private static async Task Sessions(PostgresServer postgres, Node node)
    {
        var database = new Npgsql.NpgsqlConnectionStringBuilder(node.Database!).Database!;
        for (var i = 0; i < 5; i++)
        {
            await postgres.KillBackends(database);
            await Patience.Pause(100);
        }
    }

    private static async Task CutCommits(TcpProxy proxy, DrillReport report)
    {
        var seen = 0;
        proxy.Cuts = 0;
        proxy.CutAfter = bytes => bytes.Span.IndexOf(Commit) >= 0 && Interlocked.Increment(ref seen) % 10 == 0;
        await Patience.Until(() => Task.FromResult(proxy.Cuts >= 8), TimeSpan.FromSeconds(30), "eight commits were cut");
        proxy.CutAfter = null;
        if (proxy.Cuts == 0) report.Fault("no commit passed by: the drill proves nothing");
    }
}
