using Npgsql;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>A PostgreSQL of the drill's own, with every safety it ships with: it may be restarted, killed and cut off.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string _folder, _bin, _options;

    private PostgresServer(string bin, string folder, int port)
    {
        (_bin, _folder, Port) = (bin, folder, port);
        _options = $"-p {port} -c listen_addresses=* -c unix_socket_directories='' -c max_connections=200";
    }

    public int Port { get; }

    /// <summary>The folder of PostgreSQL's server programs, or null when they are not installed.</summary>
    public static string? Programs { get; } = FindPrograms();

    public static async Task<PostgresServer> Start(string parent)
    {
        if (Programs is null) throw new HarnessProblem("PostgreSQL's server programs are missing. On Debian: apt-get install postgresql.");
        var server = new PostgresServer(Programs, Path.Join(parent, "postgres"), Tool.FreePort());
        Directory.CreateDirectory(server._folder);
        if (Environment.IsPrivilegedProcess) await Tool.Run("chown", "postgres", server._folder);
        await server.Run("initdb", "-D", server._folder, "-U", "xiaoer", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8");
        await File.AppendAllTextAsync(Path.Join(server._folder, "pg_hba.conf"), "\nhost all all 0.0.0.0/0 trust\n");
        await server.Start();
        return server;
    }

    public string ConnectionString(string database, string? host = null, int? port = null) =>
        $"Host={host ?? "127.0.0.1"};Port={port ?? Port};Username=xiaoer;Database={database};Timeout=5;Command Timeout=10";

    public async Task<string> CreateDatabase(string name)
    {
        await Execute("postgres", $"CREATE DATABASE \"{name}\"");
        return ConnectionString(name);
    }

    public async Task Execute(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the drill's own statements
        command.CommandText = sql;
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }

    public Task Start() => Run("pg_ctl", "-D", _folder, "-s", "-w", "-l", Path.Join(_folder, "server.log"), "-o", _options, "start");

    /// <summary>Stops without a checkpoint, as a crash would.</summary>
    public Task StopAtOnce() => Run("pg_ctl", "-D", _folder, "-s", "-m", "immediate", "stop");

    /// <summary>Ends every session of a database: what an operator or a failing network does to running commits.</summary>
    public Task KillBackends(string database) =>
        Execute("postgres", $"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{database}' AND pid <> pg_backend_pid()");

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await StopAtOnce();
    }

    private static string? FindPrograms() =>
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").OrderByDescending(d => d, StringComparer.Ordinal).Select(d => Path.Join(d, "bin"))
                .FirstOrDefault(d => File.Exists(Path.Join(d, "initdb")))
            : Path.GetDirectoryName(Tool.Find("initdb"));

    /// <summary>PostgreSQL refuses to run as root: then it runs as the user its package made.</summary>
    private async Task Run(string program, params string[] arguments)
    {
        // The server inherits what it is started with: without this, whoever reads our output would wait for it for ever.
        string[] command = ["sh", "-c", "exec \"$@\" >/dev/null 2>&1 </dev/null", "sh", Path.Join(_bin, program), .. arguments];
        if (Environment.IsPrivilegedProcess) command = ["runuser", "-u", "postgres", "--", .. command];
        await Tool.Run(command[0], command[1..]);
    }
}
