using System.Diagnostics;
using System.Globalization;

namespace Xiaoer.Bench.Servers;

/// <summary>A PostgreSQL of the benchmark's own in a temporary folder, with the settings it comes with: every commit is on the disk.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _bin, _folder;
    private readonly int _port;

    private PostgresServer(string bin, string folder, int port) => (_bin, _folder, _port) = (bin, folder, port);

    public int ProcessId { get; private set; }
    public string Url(string database) => $"postgres://postgres@127.0.0.1:{_port}/{database}";
    public string ConnectionString(string database) => $"Host=127.0.0.1;Port={_port};Username=postgres;Database={database}";

    public static async Task<PostgresServer> Start(string parent, int port)
    {
        var installed = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Combine(d, "bin"))
            : [];
        var initdb = Tool.Find("initdb", installed)
            ?? throw new BenchProblem("PostgreSQL's server programs are missing (initdb, pg_ctl). On Debian: apt-get install postgresql.");
        var server = new PostgresServer(Path.GetDirectoryName(initdb)!, Path.Combine(parent, "postgres"), port);
        Directory.CreateDirectory(server._folder);
        if (Environment.IsPrivilegedProcess) await Tool.Run("chown", ["postgres", parent, server._folder]);

        await server.Run("initdb", "-D", server._folder, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await server.Run("pg_ctl", "-D", server._folder, "-w", "-l", Path.Combine(server._folder, "server.log"),
            "-o", $"-p {port} -k {server._folder} -c listen_addresses=127.0.0.1", "start");
        var pid = await File.ReadAllLinesAsync(Path.Combine(server._folder, "postmaster.pid"));
        server.ProcessId = int.Parse(pid[0], CultureInfo.InvariantCulture);
        return server;
    }

    public Task CreateDatabase(string name) => Query("postgres", $"CREATE DATABASE {name}");

    /// <summary>Rows as text, columns separated by <c>|</c>.</summary>
    public Task<string> Query(string database, string sql) =>
        Tool.Run(Path.Combine(_bin, "psql"), ["-h", "127.0.0.1", "-p", $"{_port}", "-U", "postgres", "-d", database, "-v", "ON_ERROR_STOP=1", "-At"], input: sql);

    public async ValueTask DisposeAsync() => await Run("pg_ctl", "-D", _folder, "-m", "fast", "-w", "stop");

    /// <summary>PostgreSQL refuses to run as root: then it runs as the user its package made.</summary>
    private async Task Run(string program, params string[] arguments)
    {
        string[] command = [Path.Combine(_bin, program), .. arguments];
        if (Environment.IsPrivilegedProcess) command = ["runuser", "-u", "postgres", "--", .. command];
        using var process = Process.Start(new ProcessStartInfo("sh", ["-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", .. command]) { WorkingDirectory = "/" })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new BenchProblem($"{program} ended with {process.ExitCode}; see {_folder}.");
    }
}
