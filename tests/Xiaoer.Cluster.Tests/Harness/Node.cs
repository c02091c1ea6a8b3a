using System.Diagnostics;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>One running xiaoer, as a process of its own that can be killed, paused and started again on the same store.</summary>
internal sealed class Node(int port, string folder, string? database = null, string? redis = null) : IAsyncDisposable
{
    private Process? _process;
    private int _starts;

    public Uri Address { get; } = new($"http://127.0.0.1:{port}");
    public string Folder { get; } = folder;
    public string? Database { get; } = database;
    public int ProcessId => _process?.Id ?? throw new HarnessProblem("The node is not running.");
    public bool Running => _process is { HasExited: false };
    public string Log => Path.Join(Folder, $"node-{port}.log");

    /// <summary>Words put before the program, such as <c>strace …</c>.</summary>
    public IReadOnlyList<string> Wrapper { get; set; } = [];

    /// <summary>The published program, or the one the build left beside this one.</summary>
    public static string Program { get; } = FindProgram();

    public async Task<TimeSpan> Start(TimeSpan? patience = null)
    {
        Launch();
        return await Ready(patience ?? TimeSpan.FromSeconds(60));
    }

    public void Launch()
    {
        _starts++;
        string[] command = [.. Wrapper, Program, "serve"];
        // A shell in between would be killed in the program's place: exec makes them one process.
        var info = new ProcessStartInfo("sh", ["-c", $"exec \"$@\" >>'{Log}' 2>&1", "sh", .. command]) { WorkingDirectory = Folder };
        foreach (var name in info.Environment.Keys.Where(k => k.StartsWith("XIAOER_", StringComparison.Ordinal)).ToList()) info.Environment.Remove(name);
        info.Environment["XIAOER_DATA"] = Folder;
        info.Environment["XIAOER_URLS"] = Address.ToString().TrimEnd('/');
        info.Environment["XIAOER_LIMITS__LIFTED"] = "true";
        if (Database is not null) info.Environment["XIAOER_DATABASE"] = Database;
        if (redis is not null) info.Environment["XIAOER_REDIS"] = redis;
        _process = Process.Start(info)!;
    }

    public async Task<TimeSpan> Ready(TimeSpan patience)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        return await Patience.Until(async () =>
        {
            if (!Running) throw new HarnessProblem($"The node ended with {_process?.ExitCode} at start {_starts}:\n{Tail()}");
            return await Answers(http, "/readyz");
        }, patience, $"{Address} is ready:\n{Tail()}");
    }

    public async Task<bool> Answers(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, path));
            return answer.IsSuccessStatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    /// <summary>kill -9: nothing is flushed, nobody is told.</summary>
    public async Task Kill()
    {
        if (_process is null) return;
        try
        {
            // Under strace the program is a child: the whole tree has to go.
            if (!_process.HasExited) _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
        }
        finally
        {
            _process.Dispose();
            _process = null;
        }
    }

    public Task Gone() => _process!.WaitForExitAsync();

    public Task Freeze() => Tool.Signal("STOP", ProcessId);

    public Task Thaw() => Tool.Signal("CONT", ProcessId);

    /// <summary>Resident memory in bytes.</summary>
    public long Memory()
    {
        _process!.Refresh();
        return _process.WorkingSet64;
    }

    public ValueTask DisposeAsync() => new(Kill());

    public string Tail() => File.Exists(Log) ? string.Join('\n', File.ReadLines(Log).TakeLast(15)) : "no output";

    private static string FindProgram()
    {
        if (Environment.GetEnvironmentVariable("XIAOER_PROGRAM") is { Length: > 0 } given) return given;
        for (var here = new DirectoryInfo(AppContext.BaseDirectory); here is not null; here = here.Parent)
            foreach (var build in (string[])["artifacts/publish/Xiaoer/release", "artifacts/bin/Xiaoer/release", "artifacts/bin/Xiaoer/debug"])
                if (File.Exists(Path.Join(here.FullName, build, "xiaoer"))) return Path.Join(here.FullName, build, "xiaoer");
        throw new HarnessProblem("No program to run: build it first, or name it in XIAOER_PROGRAM.");
    }
}
