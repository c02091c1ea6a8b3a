using System.Globalization;

namespace Xiaoer.Bench.Measure;

/// <summary>What a process and everything it started cost so far, read from <c>/proc</c>.</summary>
/// <param name="CpuSeconds">User and system time, children that have ended included.</param>
/// <param name="MemoryMb">Proportional set size: memory shared between PostgreSQL's processes counts once.</param>
internal sealed record ProcessCost(double CpuSeconds, double MemoryMb);

/// <summary>Adds up processes by their parents; a process that ends while we read counts as gone.</summary>
internal static class ProcessTree
{
    private static readonly double TicksPerSecond = 100; // USER_HZ is 100 on every Linux .NET runs on.

    public static ProcessCost Cost(params IEnumerable<int> roots)
    {
        var children = new Dictionary<int, List<int>>();
        var times = new Dictionary<int, double>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var pid)) continue;
            if (Stat(pid) is not { } stat) continue;
            times[pid] = stat.Seconds;
            if (!children.TryGetValue(stat.Parent, out var siblings)) children[stat.Parent] = siblings = [];
            siblings.Add(pid);
        }

        double cpu = 0, memory = 0;
        var open = new Stack<int>(roots);
        while (open.TryPop(out var pid))
        {
            cpu += times.GetValueOrDefault(pid);
            memory += MemoryKb(pid) / 1024;
            foreach (var child in children.GetValueOrDefault(pid, [])) open.Push(child);
        }
        return new ProcessCost(cpu, memory);
    }

    private static (int Parent, double Seconds)? Stat(int pid)
    {
        if (TryRead($"/proc/{pid}/stat") is not { } text) return null;
        var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
        double ticks = 0;
        for (var i = 11; i <= 14; i++) ticks += double.Parse(fields[i], CultureInfo.InvariantCulture);
        return (int.Parse(fields[1], CultureInfo.InvariantCulture), ticks / TicksPerSecond);
    }

    private static double MemoryKb(int pid)
    {
        var (file, key) = File.Exists($"/proc/{pid}/smaps_rollup") ? ($"/proc/{pid}/smaps_rollup", "Pss:") : ($"/proc/{pid}/status", "VmRSS:");
        var line = TryRead(file)?.Split('\n').FirstOrDefault(l => l.StartsWith(key, StringComparison.Ordinal));
        return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    private static string? TryRead(string file)
    {
        try { return File.ReadAllText(file); }
        catch (Exception gone) when (gone is IOException or UnauthorizedAccessException) { return null; }
    }
}
