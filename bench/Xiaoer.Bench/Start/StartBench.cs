using System.Diagnostics;
using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Start;

/// <summary><c>bench start</c>: how long until the shop is open, and what it takes while nobody is there.</summary>
internal sealed class StartBench(BenchPlace place, XiaoerProgram program)
{
    private const int Starts = 5;

    public async Task Run(bool json)
    {
        var machine = await Machine.Read(place, "sqlite");
        var environment = XiaoerProgram.Environment(place.NewFolder("start"), null, $"http://127.0.0.1:{place.Port(0)}");
        await program.Run(environment, "demo");

        var first = await Once(environment);
        var starts = new List<(double Ready, double Answer, double Memory)>();
        for (var i = 0; i < Starts; i++) starts.Add(await Once(environment));

        var report = new StartReport(
            [.. starts.Select(s => s.Ready)], [.. starts.Select(s => s.Answer)], [.. starts.Select(s => s.Memory)], first.Ready, machine);
        if (json) ReportJson.Print(report);
        else Print(report);
    }

    private async Task<(double Ready, double Answer, double Memory)> Once(Dictionary<string, string?> environment)
    {
        var start = Stopwatch.GetTimestamp();
        var (process, ready) = await program.Serve(environment, Path.Combine(place.Folder, "start.log"));
        try
        {
            using var http = new HttpClient();
            using var answer = await http.GetAsync(new Uri(environment["XIAOER_URLS"] + "/api/v1/session")); // 401: nobody is signed in, and the store was asked
            var answered = Stopwatch.GetElapsedTime(start);
            await Task.Delay(TimeSpan.FromSeconds(10));
            return (Math.Round(ready.TotalSeconds, 2), Math.Round(answered.TotalSeconds, 2), Math.Round(ProcessTree.Cost([process.Id]).MemoryMb));
        }
        finally
        {
            await Tool.Stop(process);
        }
    }

    private static void Print(StartReport report)
    {
        Console.WriteLine("| | each start | median |");
        Console.WriteLine("|---|---|---|");
        Row("start to /readyz, s", report.ReadyS);
        Row("start to first API answer, s", report.FirstAnswerS);
        Row("idle memory, MB", report.IdleMb);
    }

    private static void Row(string name, IReadOnlyList<double> values) =>
        Console.WriteLine($"| {name} | {string.Join(" · ", values)} | {values.Order().ElementAt(values.Count / 2)} |");
}
