namespace Xiaoer.Tests.Architecture;

/// <summary>The table of <c>docs/architecture.md</c>: which module may name which. It is the picture people read and the data the tests run on.</summary>
internal sealed class ModuleMap
{
    private readonly Dictionary<string, HashSet<string>> _direct = [];

    public static ModuleMap Read(string page)
    {
        var map = new ModuleMap();
        var rows = page.Split('\n').Where(l => l.StartsWith('|')).Select(l => l.Split('|', StringSplitOptions.TrimEntries)[1..^1])
            .SkipWhile(c => c is not ["module", "owns", "may use"]).Skip(2).TakeWhile(c => c.Length == 3).ToList();
        foreach (var row in rows) map._direct[row[0]] = [];
        foreach (var row in rows)
        {
            var allowed = row[2] switch
            {
                "–" => [],
                _ when row[2].StartsWith("any but ", StringComparison.Ordinal) => map._direct.Keys.Where(m => m != row[0] && !row[2][8..].Split(", ").Contains(m)),
                _ => row[2].Split(", "),
            };
            map._direct[row[0]].UnionWith(allowed);
        }
        return map;
    }

    public IReadOnlyCollection<string> Modules => _direct.Keys;

    public IEnumerable<string> Direct(string module) => _direct[module];

    /// <summary>May code of one module name what another shows? Transitive; Platform and Accounts are open to all.</summary>
    public bool Allows(string from, string to) => from == to || (to is "Platform" or "Accounts" ? from != "Platform" || to == "Platform" : Reach(from).Contains(to));

    /// <summary>Everything a module may name. "Any but" rows are not passed on: they stand above the rest.</summary>
    private HashSet<string> Reach(string module)
    {
        HashSet<string> reached = [];
        var next = new Queue<string>(_direct[module]);
        while (next.TryDequeue(out var one))
            if (_direct.TryGetValue(one, out var allowed) && reached.Add(one))
                foreach (var further in allowed)
                    next.Enqueue(further);
        return reached;
    }

    /// <summary>Modules that can reach themselves: there must be none among the rows that name their modules.</summary>
    public IEnumerable<string> Cycles() => Modules.Where(m => m is not ("Insights" or "Channels") && Reach(m).Contains(m));
}
