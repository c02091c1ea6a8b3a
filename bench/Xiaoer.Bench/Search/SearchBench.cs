using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Search;

/// <summary><c>bench search</c>: a shop with a million messages is read into the index, then asked for what people look for.</summary>
internal sealed class SearchBench(BenchPlace place, XiaoerProgram program, SearchSize size, int questions)
{
    private const int WarmUp = 20;

    public async Task Run(string database, bool json)
    {
        var machine = await Machine.Read(place, database);
        var results = new Dictionary<string, DatabaseSearch>();
        if (database is "both" or "sqlite") results["sqlite"] = await Sqlite();
        if (database is "both" or "postgres") results["postgres"] = await Postgres();
        var report = new SearchReport(size, results, machine);
        if (json) ReportJson.Print(report);
        else Print(report);
    }

    private async Task<DatabaseSearch> Sqlite()
    {
        var folder = place.NewFolder("search-sqlite");
        var file = Path.Combine(folder, "xiaoer.db");
        return await Measure(XiaoerProgram.Environment(folder, null, $"http://127.0.0.1:{place.Port(0)}"), postgres: false,
            FilledShop.Sqlite(file), () => Task.FromResult((Mb(folder, "search.db"), Mb(folder, "xiaoer.db"))));
    }

    private async Task<DatabaseSearch> Postgres()
    {
        await using var postgres = await PostgresServer.Start(place.NewFolder("search-postgres"), place.Port(2));
        await postgres.CreateDatabase("xiaoer");
        return await Measure(XiaoerProgram.Environment(place.NewFolder("search-data"), postgres.ConnectionString("xiaoer"), $"http://127.0.0.1:{place.Port(1)}"), postgres: true,
            sql => postgres.Query("xiaoer", sql), async () =>
            {
                var sizes = (await postgres.Query("xiaoer", "SELECT pg_total_relation_size('messages_fts'), pg_database_size('xiaoer')")).Trim().Split('|');
                var (index, all) = (double.Parse(sizes[0], CultureInfo.InvariantCulture), double.Parse(sizes[1], CultureInfo.InvariantCulture));
                return (Rounded(index / 1e6), Rounded((all - index) / 1e6));
            });
    }

    private async Task<DatabaseSearch> Measure(Dictionary<string, string?> environment, bool postgres, Func<string, Task> run, Func<Task<(double Index, double Store)>> sizes)
    {
        var visitors = await new FilledShop(place, program, size).Fill(environment, postgres, run);
        await Say("Reading the messages into the index …");
        var start = Stopwatch.GetTimestamp();
        var (process, _) = await program.Serve(environment, Path.Combine(place.Folder, "search.log"));
        try
        {
            using var owner = await XiaoerAgent.SignIn(new Uri(environment["XIAOER_URLS"]!), FilledShop.Owner, FilledShop.Password);
            await FilledShop.Indexed(owner);
            var indexed = Stopwatch.GetElapsedTime(start).TotalSeconds;
            var classes = new List<ClassSearch>();
            foreach (var (kind, path) in new Questions(size, visitors).Kinds()) classes.Add(await Ask(owner, kind, path));
            var (index, store) = await sizes();
            return new DatabaseSearch(Rounded(indexed), Math.Round(size.Messages / indexed), index, store, classes);
        }
        finally
        {
            await Tool.Stop(process);
        }
    }

    private async Task<ClassSearch> Ask(XiaoerAgent owner, string kind, Func<string> path)
    {
        var (times, hits) = (new Histogram(), 0L);
        for (var i = -WarmUp; i < questions; i++)
        {
            var asked = path();
            var start = Stopwatch.GetTimestamp();
            var answer = await owner.Get<JsonElement>(asked);
            if (i < 0) continue;
            times.Record((long)Stopwatch.GetElapsedTime(start).TotalMicroseconds);
            hits += answer.GetProperty("items").GetArrayLength();
        }
        return new ClassSearch(kind, questions, Ms(times.Percentile(50)), Ms(times.Percentile(95)), Ms(times.Percentile(99)), Ms(times.Max), Rounded((double)hits / questions));
    }

    private static void Print(SearchReport report)
    {
        Console.WriteLine($"{report.Size.Messages} messages, {report.Size.Customers} customers, {report.Size.Orders} orders: {report.Machine.Cores} × {report.Machine.Cpu}, load before {report.Machine.LoadBefore}, commit {report.Machine.Commit}, {report.Machine.Date}");
        foreach (var (name, result) in report.Databases)
        {
            Console.WriteLine();
            Console.WriteLine($"{name}: read in {result.IndexS} s ({result.MessagesPerS} messages/s); index {result.IndexMb} MB beside a store of {result.StoreMb} MB");
            Console.WriteLine();
            Console.WriteLine("| looked for | hits on the first page | p50 ms | p95 ms | p99 ms | slowest ms |");
            Console.WriteLine("|---|---|---|---|---|---|");
            foreach (var c in result.Classes) Console.WriteLine($"| {c.Name} | {c.Hits} | {c.P50Ms} | {c.P95Ms} | {c.P99Ms} | {c.MaxMs} |");
        }
    }

    private static double Mb(string folder, string file) => Rounded(Directory.EnumerateFiles(folder, file + "*").Sum(f => new FileInfo(f).Length) / 1e6);

    private static double Ms(long microseconds) => Math.Round(microseconds / 1000.0, 1);

    private static double Rounded(double value) => Math.Round(value, 1);

    private static Task Say(string text) => Console.Error.WriteLineAsync(text);
}
