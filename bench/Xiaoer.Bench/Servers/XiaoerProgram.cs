using System.Diagnostics;

namespace Xiaoer.Bench.Servers;

/// <summary>The published program, found and started the way an operator would.</summary>
internal sealed class XiaoerProgram(string path)
{
    private const string Published = "artifacts/publish/Xiaoer/release/xiaoer";

    public string Path => path;

    public static XiaoerProgram Find(BenchPlace place, string? given)
    {
        var path = given ?? System.Environment.GetEnvironmentVariable("XIAOER_PROGRAM") ?? System.IO.Path.Combine(place.Repository, Published);
        return File.Exists(path)
            ? new XiaoerProgram(System.IO.Path.GetFullPath(path))
            : throw new BenchProblem($"There is no program {path}. ./run bench builds it; or dotnet publish src/Xiaoer -c Release; or name one with --server.");
    }

    /// <summary>An installation's environment. The per-address limits are lifted: all load comes from one address.</summary>
    public static Dictionary<string, string?> Environment(string data, string? database, string? url) => new()
    {
        ["XIAOER_DATA"] = data,
        ["XIAOER_DATABASE"] = database,
        ["XIAOER_URLS"] = url,
        ["XIAOER_REDIS"] = null,
        ["XIAOER_LIMITS__LIFTED"] = "true",
        ["XIAOER_CONVERSATIONS__SEATCAPACITY"] = "50",
    };

    public Task<string> Run(IReadOnlyDictionary<string, string?> environment, params string[] words) => Tool.Run(path, words, environment);

    /// <summary>Serves, and answers when <c>/readyz</c> does.</summary>
    public async Task<(Process Process, TimeSpan Ready)> Serve(IReadOnlyDictionary<string, string?> environment, string log)
    {
        var start = Stopwatch.GetTimestamp();
        var process = Tool.Start(path, ["serve"], environment, log);
        await BenchPlace.WaitFor(new Uri(environment["XIAOER_URLS"] + "/readyz"), process, log);
        return (process, Stopwatch.GetElapsedTime(start));
    }
}
