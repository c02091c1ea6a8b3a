using Npgsql;
using Xiaoer.Cluster.Tests.Harness;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>Where a drill runs: a folder of its own, a store with one seeded shop, and whatever servers it starts. All of it is gone afterwards, unless something went wrong.</summary>
internal sealed class DrillGround : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _started = [];
    private int _databases;

    private DrillGround(string folder) => Folder = folder;

    public string Folder { get; }
    public PostgresServer? Postgres { get; private set; }
    public SeededShop Shop { get; private set; } = null!;

    /// <summary>Keeps the folder: history, logs and store are wanted to find out what happened. True until the drill has ended well.</summary>
    public bool Keep { get; set; } = true;

    public static async Task<DrillGround> Prepare(bool postgres)
    {
        var folder = Directory.CreateTempSubdirectory("xiaoer-drill-").FullName;
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(folder, (UnixFileMode)0b111_101_101);
        var ground = new DrillGround(folder);
        if (postgres) ground.Postgres = ground.Keeps(await PostgresServer.Start(folder));
        return ground;
    }

    /// <summary>A node on a fresh store with one shop.</summary>
    public async Task<Node> FreshNode(string? redis = null)
    {
        var name = $"store{++_databases}";
        var folder = Directory.CreateDirectory(Path.Join(Folder, name)).FullName;
        var database = Postgres is null ? null : await Postgres.CreateDatabase(name);
        Shop = await ShopSeed.Plant(folder, database);
        return NodeOn(folder, database, redis);
    }

    /// <summary>A node on an existing store, e.g. through a line that can be cut.</summary>
    public Node NodeOn(string folder, string? database, string? redis = null) => Keeps(new Node(Tool.FreePort(), folder, database, redis));

    /// <summary>The same database by another road.</summary>
    public static string Through(TcpProxy proxy, string database) => new NpgsqlConnectionStringBuilder(database) { Port = proxy.Port, Timeout = 3, CommandTimeout = 5 }.ToString();

    public History NewHistory(string name) => new(Path.Join(Folder, $"history-{name}.jsonl"));

    public T Keeps<T>(T started) where T : IAsyncDisposable
    {
        _started.Add(started);
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var one in Enumerable.Reverse(_started)) await one.DisposeAsync();
        if (!Keep) Directory.Delete(Folder, recursive: true);
    }
}
