using Npgsql;
using Xiaoer.Cluster.Tests.Drills;
using Xiaoer.Cluster.Tests.Harness;
using Xiaoer.Tests.Orders;

namespace Xiaoer.Cluster.Tests;

/// <summary>Backup, restore and move with the delivered program, under load and killed on the way (P14, FT-10, FT-14).</summary>
public sealed class KeptSafeTests : IAsyncDisposable
{
    private const int Invoices = 40_000;

    /// <summary>How long after it has begun each try is killed.</summary>
    private static readonly int[] Moments = [0, 150, 400];

    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-kept-").FullName;
    private PostgresServer? _postgres;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FT10_A_backup_under_load_holds_all_that_was_acknowledged_before(bool postgres)
    {
        if (postgres) NeedsPostgres();
        await using var ground = await DrillGround.Prepare(postgres);
        var node = await ground.FreshNode();
        await node.Start();
        using var history = ground.NewHistory("backup");
        await using var crowd = await Crowd.Gather([node.Address], ground.Shop.Channel, history, 10);
        crowd.Talk(stopAtFailure: false, pause: 5);
        await Patience.Until(() => Task.FromResult(history.Acknowledged > 200), TimeSpan.FromSeconds(60), "people are talking");

        List<Attempt> before = [.. history.Attempts.Where(a => a.AckedAt is not null)];
        var file = Path.Join(ground.Folder, "backup.zip");
        await new Verbs(node.Folder, node.Database).Say("backup", file, "--json");
        await crowd.Hush();
        history.Acknowledged.ShouldBeGreaterThan(before.Count, "nobody spoke while the backup was made: the test proves nothing");

        var place = Directory.CreateDirectory(Path.Join(ground.Folder, "elsewhere")).FullName;
        var database = postgres ? await ground.Postgres!.CreateDatabase("elsewhere") : null;
        await new Verbs(place, database).Say("restore", file, "--json");
        (await new Verbs(place, database).Say("check", "--json")).GetProperty("whole").GetBoolean().ShouldBeTrue();
        var restored = ground.NodeOn(place, database);
        var stored = (await Store.Messages(restored)).Select(m => m.Id).ToHashSet();
        before.Select(a => a.Message!.Value).Where(m => !stored.Contains(m)).ShouldBeEmpty();
        await restored.Start();
        ground.Keep = false;
    }

    [Fact]
    public async Task Killed_backups_leave_no_file_and_the_next_one_is_whole()
    {
        await Shop();
        var verbs = new Verbs(_folder);
        var file = Path.Join(_folder, "backup.zip");

        var killed = 0;
        foreach (var moment in Moments)
        {
            File.Delete(file + ".unfinished");
            if (!await verbs.KilledOnce(() => Task.FromResult(File.Exists(file + ".unfinished")), moment, "backup", file, "--json")) break;
            killed++;
            File.Exists(file).ShouldBeFalse("there is never half a backup under its name");
        }

        File.Delete(file);
        await verbs.Say("backup", file, "--json");
        (await verbs.Say("check", file, "--json")).GetProperty("tables").GetProperty("orders").GetInt64().ShouldBe(Invoices);
        Directory.GetFiles(_folder, "*.unfinished").ShouldBeEmpty();
        killed.ShouldBeGreaterThan(0, "no backup ran long enough to be killed: the test proves nothing");
    }

    [Fact]
    public async Task Killed_restores_leave_the_old_store_or_the_new_one()
    {
        await Shop();
        var file = Path.Join(_folder, "backup.zip");
        await new Verbs(_folder).Say("backup", file, "--json");
        var place = Directory.CreateDirectory(Path.Join(_folder, "place")).FullName;
        var verbs = new Verbs(place);
        await verbs.Say("user", "add", "old@shop.example", "--shop", "旧店", "--json");

        var killed = 0;
        var staging = Path.Join(place, "restoring");
        foreach (var moment in Moments)
        {
            if (Directory.Exists(staging)) Directory.Delete(staging, recursive: true);
            if (!await verbs.KilledOnce(() => Task.FromResult(File.Exists(Path.Join(staging, "xiaoer.db"))), moment, "restore", file, "--replace", "--json")) break;
            killed++;
            (await verbs.Try("check")).Code.ShouldBe(0, "the store that was there is whole");
        }

        await verbs.Try("restore", file, "--replace");
        var again = Path.Join(_folder, "again.zip");
        await verbs.Say("backup", again, "--json");
        (await verbs.Say("check", again, "--json")).GetProperty("tables").GetProperty("orders").GetInt64().ShouldBe(Invoices);
        Directory.GetDirectories(place, "replaced-*").ShouldNotBeEmpty();
        Directory.Exists(staging).ShouldBeFalse();
        killed.ShouldBeGreaterThan(0, "no restore ran long enough to be killed: the test proves nothing");
    }

    [Fact]
    public async Task A_move_that_is_killed_again_and_again_arrives_whole()
    {
        NeedsPostgres();
        await Shop();
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(_folder, (UnixFileMode)0b111_101_101);
        _postgres = await PostgresServer.Start(_folder);
        var to = await _postgres.CreateDatabase("moved");
        var verbs = new Verbs(_folder);

        var killed = 0;
        foreach (var moment in Moments)
            if (await verbs.KilledOnce(() => HasBegun(to), moment, "move", "--to", to, "--json")) killed++;
        var moved = await verbs.Try("move", "--to", to, "--json");

        killed.ShouldBeGreaterThan(0, "no move ran long enough to be killed: the test proves nothing");
        if (moved.Code != 0) moved.Errors.ShouldContain("holds a shop already", Case.Sensitive, "a try that was not killed in time had arrived");
        var file = Path.Join(_folder, "moved.zip");
        await new Verbs(_folder, to).Say("backup", file, "--json");
        var tables = (await verbs.Say("check", file, "--json")).GetProperty("tables");
        (tables.GetProperty("orders").GetInt64(), tables.GetProperty("order_items").GetInt64()).ShouldBe((Invoices, Invoices * 3));
        (await new Verbs(_folder, to).Say("check", "--json")).GetProperty("whole").GetBoolean().ShouldBeTrue();
    }

    public async ValueTask DisposeAsync()
    {
        if (_postgres is not null) await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Shop() => await new Verbs(_folder).Say("import", "orders", UciFile.Large(Invoices), "--shop", "Online Retail", "--preset", "uci", "--json");

    private static async Task<bool> HasBegun(string database)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT to_regclass('xiaoer_arriving.arrived_parts') IS NOT NULL", connection);
        return await command.ExecuteScalarAsync() is true;
    }

    private static void NeedsPostgres()
    {
        if (PostgresServer.Programs is null) Assert.Skip("PostgreSQL is not installed");
    }
}
