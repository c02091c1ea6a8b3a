using System.Runtime.InteropServices;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Measure;

/// <summary>What was measured where: a figure without this is worth nothing.</summary>
internal sealed record Machine(
    string Cpu, int Cores, double MemoryGb, string Os, string Dotnet, string? Node, string? Postgres, string? Database, string Commit, string Date, double LoadBefore)
{
    public static async Task<Machine> Read(BenchPlace place, string? database) => new(
        Field("/proc/cpuinfo", "model name"), Environment.ProcessorCount,
        Math.Round(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1024.0 / 1024 / 1024, 1),
        $"{Field("/etc/os-release", "PRETTY_NAME", '=').Trim('"')}, Linux {Environment.OSVersion.Version}",
        RuntimeInformation.FrameworkDescription, await Ask("node", "--version"), await Ask("psql", "--version"), database,
        await Ask("git", "-C", place.Repository, "describe", "--always", "--dirty") ?? "unknown",
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd HH:mm'Z'", System.Globalization.CultureInfo.InvariantCulture),
        double.Parse((await File.ReadAllTextAsync("/proc/loadavg")).Split(' ')[0], System.Globalization.CultureInfo.InvariantCulture));

    private static string Field(string file, string name, char separator = ':') =>
        File.ReadLines(file).FirstOrDefault(l => l.StartsWith(name, StringComparison.Ordinal))?.Split(separator, 2)[1].Trim() ?? "unknown";

    private static async Task<string?> Ask(string program, params string[] arguments)
    {
        if (Tool.Find(program) is not { } found) return null;
        try { return (await Tool.Run(found, arguments)).Trim(); }
        catch (BenchProblem) { return null; }
    }
}
