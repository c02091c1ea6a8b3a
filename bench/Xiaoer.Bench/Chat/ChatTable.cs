namespace Xiaoer.Bench.Chat;

/// <summary>The report as a table that can stand in <c>docs/benchmarks.md</c>.</summary>
internal static class ChatTable
{
    public static void Print(ChatReport report)
    {
        var machine = report.Machine;
        Console.WriteLine($"{machine.Cores} × {machine.Cpu}, {machine.MemoryGb} GB, {machine.Os}, {machine.Dotnet}, {machine.Postgres}, Node {machine.Node}");
        Console.WriteLine($"database {machine.Database}, commit {machine.Commit}, {machine.Date}");
        Console.WriteLine();
        Console.WriteLine("| server | load | acked p50 · p95 · p99 · max ms | seen p50 · p95 · p99 · max ms | sent | errors | CPU s per 1,000 | memory MB |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        Rows("Xiaoer", report.Xiaoer);
        Rows("baseline", report.Baseline);
        Console.WriteLine();
        Console.WriteLine($"Sustained with acked p99 < 250 ms: Xiaoer {report.Xiaoer?.SustainedPerS:0}/s, baseline {report.Baseline?.SustainedPerS:0}/s");
    }

    private static void Rows(string name, ServerReport? server)
    {
        foreach (var run in server?.Runs ?? [])
            Console.WriteLine(
                $"| {name} | {run.Rate:0}/s, {run.Conversations} conversations | {Words(run.AckedMs)} | {Words(run.SeenMs)} | {run.Sent} | {run.Errors} | {run.CpuSPer1000:0.000} | {run.RssMb:0} |");
    }

    private static string Words(Latency latency) => $"{latency.P50:0.0} · {latency.P95:0.0} · {latency.P99:0.0} · {latency.Max:0.0}";
}
