using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>Adds up the verdicts of a drill's runs and says how it goes.</summary>
internal sealed class DrillReport(string name, TextWriter output)
{
    private readonly List<string> _faults = [];
    private int _runs, _acknowledged, _unknown, _stored;
    private TimeSpan _slowestStart;

    public IReadOnlyList<string> Faults => _faults;
    public int Runs => _runs;
    public int Acknowledged => _acknowledged;
    public TimeSpan SlowestStart => _slowestStart;

    public async Task Add(Verdict verdict, TimeSpan? start = null, string? note = null)
    {
        _runs++;
        _acknowledged += verdict.Acknowledged;
        _unknown += verdict.Unknown;
        _stored += verdict.Stored;
        if (start > _slowestStart) _slowestStart = start.Value;
        _faults.AddRange(verdict.Faults.Select(f => $"run {_runs}: {f}"));
        await output.WriteLineAsync($"{name} {_runs}: {verdict}{(start is { } s ? $", ready again after {s.TotalSeconds:0.0} s" : "")}{(note is null ? "" : $", {note}")}");
    }

    public void Fault(string fault) => _faults.Add($"run {_runs}: {fault}");

    public async Task<int> Finish()
    {
        int Of(string kind) => _faults.Count(f => f.Contains(kind, StringComparison.Ordinal));
        await output.WriteLineAsync(
            $"{name}: {_runs} runs, {_acknowledged} acknowledged, {_stored} stored; {Of(" lost:")} lost, {Of(" duplicated:")} duplicated, "
            + $"{Of(" swapped:") + Of(" gap:") + Of(" fork:")} out of order, {_faults.Count} faults in all; slowest start {_slowestStart.TotalSeconds:0.0} s");
        foreach (var fault in _faults.Take(50)) await output.WriteLineAsync(fault);
        return _faults.Count == 0 ? 0 : 1;
    }
}
