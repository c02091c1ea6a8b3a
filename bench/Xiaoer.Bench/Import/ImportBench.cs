using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Import;

/// <summary><c>bench import</c>: a year of orders into an empty store, then the same file again, on each database.</summary>
internal sealed class ImportBench(BenchPlace place, XiaoerProgram program, string? file, int lines)
{
    public async Task Run(string database, bool json)
    {
        var machine = await Machine.Read(place, database);
        var path = file ?? Path.Combine(place.Folder, "orders.csv.gz");
        if (file is null)
        {
            await Console.Error.WriteLineAsync($"Writing {lines} order lines from a seed; --file takes a real file.");
            await OrderFile.Write(path, lines);
        }
        else if (!File.Exists(file)) throw new BenchProblem($"There is no file {file}.");

        var results = new Dictionary<string, DatabaseImport>();
        if (database is "both" or "sqlite") results["sqlite"] = await Sqlite(path);
        if (database is "both" or "postgres") results["postgres"] = await Postgres(path);
        var report = new ImportReport(Path.GetFileName(path), results, machine);
        if (json) ReportJson.Print(report);
        else Print(report);
    }

    private async Task<DatabaseImport> Sqlite(string path)
    {
        var environment = XiaoerProgram.Environment(place.NewFolder("import-sqlite"), null, null);
        return new DatabaseImport(await Import(path, environment), await Import(path, environment), null);
    }

    private async Task<DatabaseImport> Postgres(string path)
    {
        await using var postgres = await PostgresServer.Start(place.NewFolder("import-postgres"), place.Port(2));
        await postgres.CreateDatabase("xiaoer");
        var environment = XiaoerProgram.Environment(place.NewFolder("import-data"), postgres.ConnectionString("xiaoer"), null);
        var first = await Import(path, environment);
        var before = await Changes(postgres);
        var again = await Import(path, environment);
        return new DatabaseImport(first, again, await Changes(postgres) - before);
    }

    /// <summary>Rows written so far in the tables that hold orders, as PostgreSQL counts them.</summary>
    private static async Task<long> Changes(PostgresServer postgres)
    {
        await Task.Delay(1500); // the counters arrive within a second of a session's end
        var sum = await postgres.Query("xiaoer",
            "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0) FROM pg_stat_user_tables "
            + "WHERE relname LIKE 'order%' OR relname LIKE 'customer%' OR relname LIKE 'product%' OR relname LIKE 'refund%'");
        return long.Parse(sum, CultureInfo.InvariantCulture);
    }

    private async Task<ImportRun> Import(string path, IReadOnlyDictionary<string, string?> environment)
    {
        var start = Stopwatch.GetTimestamp();
        var info = new ProcessStartInfo(program.Path, ["import", "orders", path, "--shop", "bench", "--preset", "uci", "--json"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) info.Environment[name] = value;
        using var process = Process.Start(info)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var memory = new List<double>();
        var cpu = 0.0;
        using var ended = new CancellationTokenSource();
        var exit = process.WaitForExitAsync();
        while (await Task.WhenAny(exit, Task.Delay(250)) != exit)
        {
            var cost = ProcessTree.Cost([process.Id]);
            if (cost.MemoryMb == 0) continue;
            memory.Add(Math.Round(cost.MemoryMb, 1));
            cpu = cost.CpuSeconds;
        }
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (process.ExitCode != 0) throw new BenchProblem($"import ended with {process.ExitCode}: {await errors} {await output}");

        var result = JsonDocument.Parse(await output).RootElement.Clone();
        var rows = result.GetProperty("rows").GetInt64();
        var run = new ImportRun(Math.Round(seconds, 2), Math.Round(rows / seconds), Math.Round(cpu, 1), memory.DefaultIfEmpty(0).Max(), Quarters(memory), result);
        await Console.Error.WriteLineAsync($"{rows} lines in {run.Seconds} s: {run.LinesPerS}/s, peak {run.PeakMb} MB, {string.Join(" ", run.MemoryMb)} MB");
        return run;
    }

    private static List<double> Quarters(List<double> memory) =>
        memory.Count == 0 ? [] : [.. Enumerable.Range(1, 4).Select(q => memory[Math.Max(0, memory.Count * q / 4 - 1)])];

    private static void Print(ImportReport report)
    {
        Console.WriteLine($"{report.File}: {report.Machine.Cores} × {report.Machine.Cpu}, commit {report.Machine.Commit}, {report.Machine.Date}");
        Console.WriteLine();
        Console.WriteLine("| database | run | seconds | order lines/s | CPU s | memory after each quarter, MB | peak MB | rows changed |");
        Console.WriteLine("|---|---|---|---|---|---|---|---|");
        foreach (var (name, result) in report.Databases)
        {
            Row(name, "first", result.First, null);
            Row(name, "again", result.Again, result.ChangedByAgain);
        }
    }

    private static void Row(string database, string which, ImportRun run, long? changed) =>
        Console.WriteLine($"| {database} | {which} | {run.Seconds} | {run.LinesPerS} | {run.CpuS} | {string.Join(" · ", run.MemoryMb)} | {run.PeakMb} | {changed} |");
}
