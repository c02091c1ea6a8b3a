using System.Diagnostics;
using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Storm;

/// <summary><c>bench storm</c>: thousands of visitors are connected when the server is killed; it starts again and they all come back.</summary>
internal sealed class StormBench(BenchPlace place, XiaoerProgram program, string database)
{
    private const string Owner = "owner@bench.example";
    private const string Password = "bench-only-1-password";
    private const int TalkPerSecond = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public async Task Run(IReadOnlyList<int> sizes, bool json)
    {
        var machine = await Machine.Read(place, database);
        var runs = new List<StormRun>();
        foreach (var visitors in sizes) runs.Add(await Storm(visitors));
        var report = new StormReport(database, runs, machine);
        if (json) ReportJson.Print(report);
        else Print(report);
    }

    private async Task<StormRun> Storm(int count)
    {
        await using var postgres = database == "postgres" ? await PostgresServer.Start(place.NewFolder($"storm-{count}"), place.Port(2)) : null;
        if (postgres is not null) await postgres.CreateDatabase("xiaoer");
        var server = new Uri($"http://127.0.0.1:{place.Port(0)}");
        var environment = XiaoerProgram.Environment(place.NewFolder($"storm-data-{count}"), postgres?.ConnectionString("xiaoer"), $"http://127.0.0.1:{place.Port(0)}");
        var log = Path.Combine(place.Folder, "storm.log");
        await program.Run(environment, "user", "add", Owner, "--shop", "bench", "--password", Password);
        var (process, _) = await program.Serve(environment, log);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { BaseAddress = server };
        using var stop = new CancellationTokenSource();
        var (visitors, lives) = (new StormVisitor[count], new List<Task>());
        try
        {
            await Say($"{count} visitors come, ask and stay …");
            await Arrive(server, http, visitors);
            var before = ProcessTree.Cost([process.Id]).MemoryMb;
            lives.AddRange(visitors.Select(v => v.Live(stop.Token)));
            await Until(() => visitors.All(v => v.RecoveredAt != 0));
            await Task.Delay(TimeSpan.FromSeconds(10), CancellationToken.None);
            var idle = (ProcessTree.Cost([process.Id]).MemoryMb - before) * 1024 / count;

            await Say("They talk; the server is killed and starts again …");
            using var quiet = new CancellationTokenSource();
            var talk = new StormTalk(visitors, TalkPerSecond);
            var talking = talk.Run(quiet.Token);
            await Task.Delay(TimeSpan.FromSeconds(3), CancellationToken.None);
            var killed = Stopwatch.GetTimestamp();
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
            (process, _) = await program.Serve(environment, log);
            var ready = Stopwatch.GetTimestamp();
            talk.Measure();
            await Until(() => visitors.All(v => Volatile.Read(ref v.RecoveredAt) > killed));
            await quiet.CancelAsync();
            await talking;

            var back = visitors.Select(v => Math.Max(0, Stopwatch.GetElapsedTime(ready, v.RecoveredAt).TotalSeconds)).Order().ToList();
            var rss = ProcessTree.Cost([process.Id]).MemoryMb;
            await Say("Reading every thread back …");
            var lost = 0;
            await Parallel.ForEachAsync(visitors, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (visitor, _) => Interlocked.Add(ref lost, await visitor.Lost()));
            return new StormRun(
                count, Rounded(Stopwatch.GetElapsedTime(killed, ready).TotalSeconds), Rounded(back[^1]), Rounded(back[(int)(back.Count * 0.95)]),
                Rounded(talk.Times.Percentile(95) / 1000.0), (int)talk.Times.Count, lost, Math.Round(rss), Math.Round(idle), Rounded(visitors.Average(v => v.Tries)));
        }
        finally
        {
            await stop.CancelAsync();
            await Tool.Stop(process);
            await Task.WhenAll(lives);
            foreach (var visitor in visitors) visitor?.Dispose();
        }
    }

    private static async Task Arrive(Uri server, HttpClient http, StormVisitor[] visitors)
    {
        using var owner = await XiaoerAgent.SignIn(server, Owner, Password);
        var (_, channel) = await owner.OpenChannel();
        await Parallel.ForAsync(0, visitors.Length, new ParallelOptions { MaxDegreeOfParallelism = 16 }, async (i, _) =>
            visitors[i] = new StormVisitor(server, http, await (await XiaoerVisitor.Visit(http, channel)).Ask(http)));
    }

    private static async Task Until(Func<bool> done)
    {
        var start = Stopwatch.GetTimestamp();
        while (!done())
        {
            if (Stopwatch.GetElapsedTime(start) > Patience) throw new BenchProblem($"Not everybody was back after {Patience.TotalMinutes} minutes.");
            await Task.Delay(20);
        }
    }

    private static void Print(StormReport report)
    {
        Console.WriteLine($"{report.Database}: {report.Machine.Cores} × {report.Machine.Cpu}, load before {report.Machine.LoadBefore}, commit {report.Machine.Commit}, {report.Machine.Date}");
        Console.WriteLine();
        Console.WriteLine("| visitors | down s | all back s | 95 % back s | running p95 ms (messages) | lost | memory MB | kB an idle connection | tries each |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var r in report.Runs)
            Console.WriteLine($"| {r.Visitors} | {r.DownS} | {r.RecoveredS} | {r.RecoveredP95S} | {r.P95RunningMs} ({r.Running}) | {r.Lost} | {r.RssMb} | {r.IdleKb} | {r.TriesEach} |");
    }

    private static double Rounded(double value) => Math.Round(value, 1);

    private static Task Say(string text) => Console.Error.WriteLineAsync(text);
}
