using System.Diagnostics;
using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>
/// FT-02: the program is killed exactly at its n-th write to, or sync of, a file while visitors write, n = 1, 2, 3 …: random kills seldom hit
/// the moment of a commit. SQLite, whose commits happen inside our own process.
/// </summary>
internal static class SweepDrill
{
    public static readonly string[] Calls = ["pwrite64", "fsync"];

    /// <summary>Why it cannot run here, or null.</summary>
    public static async Task<string?> Obstacle()
    {
        if (Tool.Find("strace") is null) return "strace is not installed";
        var (code, output) = await Tool.Try("strace", "-e", "trace=none", "true");
        return code == 0 ? null : $"strace may not trace here: {output.Trim()}";
    }

    public static async Task<DrillReport> Run(int upTo, int step, TextWriter output)
    {
        var report = new DrillReport("kill at a system call", output);
        await using var ground = await DrillGround.Prepare(postgres: false);
        var node = await ground.FreshNode();
        await node.Start();
        foreach (var call in Calls)
            for (var n = 1; n <= upTo; n += step)
                await Once(ground, node, report, call, n);
        ground.Keep = report.Faults.Count > 0;
        return report;
    }

    private static async Task Once(DrillGround ground, Node node, DrillReport report, string call, int n)
    {
        using var history = ground.NewHistory($"{call}-{n}");
        await using var crowd = await Crowd.Gather([node.Address], ground.Shop.Channel, history, size: 4);
        using var tracer = Attach(node.ProcessId, call, n);
        crowd.Talk(stopAtFailure: true, pause: 1);

        var killed = await Task.WhenAny(node.Gone(), Patience.Pause(20_000)) is { } ended && !node.Running;
        await crowd.Hush();
        await node.Kill();
        await tracer.WaitForExitAsync();
        var start = await node.Start();
        await crowd.Settle(TimeSpan.FromSeconds(30));

        await report.Add(await Checker.Check(history, node), start, $"{call} {n}{(killed ? "" : " was not reached")}");
        if (!killed) report.Fault($"{call} {n} was not reached within 20 s: the drill proves nothing");
        if (await Store.Integrity(node) is var opinion and not "ok") report.Fault($"damaged: {opinion}");
    }

    private static Process Attach(int process, string call, int n) =>
        Process.Start(new ProcessStartInfo(
            "sh", ["-c", $"exec strace -f -q -p {process} -e trace={call} -e inject={call}:signal=KILL:when={n} -o /dev/null >/dev/null 2>&1"]))!;
}
