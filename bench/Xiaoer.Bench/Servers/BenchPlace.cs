using System.Diagnostics;

namespace Xiaoer.Bench.Servers;

/// <summary>Where a benchmark runs: the repository, a temporary folder, a range of ports.</summary>
internal sealed class BenchPlace : IDisposable
{
    private readonly bool _keep;

    public BenchPlace(int firstPort, string? folder)
    {
        FirstPort = firstPort;
        _keep = folder is not null;
        Folder = folder is null ? Directory.CreateTempSubdirectory("xiaoer-bench-").FullName : Directory.CreateDirectory(Path.GetFullPath(folder)).FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(Folder, (UnixFileMode)0b111_101_101);
        var up = new DirectoryInfo(AppContext.BaseDirectory);
        while (up is not null && !File.Exists(Path.Combine(up.FullName, "xiaoer.slnx"))) up = up.Parent;
        Repository = up?.FullName ?? throw new BenchProblem("bench runs inside the repository: no xiaoer.slnx above the program.");
    }

    public string Repository { get; }
    public string Folder { get; }
    private int FirstPort { get; }

    public int Port(int number) => FirstPort + number;

    public string NewFolder(string name) => Directory.CreateDirectory(Path.Combine(Folder, name)).FullName;

    /// <summary>Waits until the address answers with success.</summary>
    public static async Task<TimeSpan> WaitFor(Uri address, Process process, string log)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(2) };
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(60))
        {
            if (process.HasExited) throw new BenchProblem($"The server ended with {process.ExitCode} before it answered: {Tail(log)}");
            try
            {
                using var answer = await http.GetAsync(address);
                if (answer.IsSuccessStatusCode) return Stopwatch.GetElapsedTime(start);
            }
            catch (Exception notYet) when (notYet is HttpRequestException or TaskCanceledException) { }
            await Task.Delay(10);
        }
        throw new BenchProblem($"{address} did not answer within a minute: {Tail(log)}");
    }

    public void Dispose()
    {
        if (!_keep) Directory.Delete(Folder, recursive: true);
    }

    private static string Tail(string log) => File.Exists(log) ? string.Join('\n', File.ReadLines(log).TakeLast(5)) : "no output";
}
