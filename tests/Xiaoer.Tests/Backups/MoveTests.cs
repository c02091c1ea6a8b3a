using Microsoft.EntityFrameworkCore;
using Npgsql;
using Xiaoer.Backups.Copy;
using Xiaoer.Cli;
using Xiaoer.Conversations;
using Xiaoer.Platform;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Database = Xiaoer.Tests.Hosting.Database;
using Visitor = Xiaoer.Tests.Personas.Visitor;

namespace Xiaoer.Tests.Backups;

/// <summary>A shop that outgrows its one file goes to PostgreSQL whole, and as often as it takes.</summary>
public sealed class MoveTests : IDisposable
{
    private readonly BackupGround _ground = new();

    [Fact]
    public async Task A_moved_shop_goes_on_where_it_was_and_the_old_one_stays_as_it_is()
    {
        var (place, shop, visitor) = await Shop();
        var to = await NewDatabase();

        var moved = await MoveVerb.Move(place, to, new Steps(), TestContext.Current.CancellationToken);

        moved.Tables["messages"].ShouldBe(2);
        await using var app = await XiaoerApp.Start(new XiaoerOptions { Data = place.Data, Urls = place.Urls, Database = to });
        await using var back = await Visitor.Arrives(app.Address, shop.Channel, visitor);
        back.Visit.Thread.Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(["one", "two"]);
        (await back.Says("three", "after-the-move")).Sequence.ShouldBe(back.Visit.Thread.LastSequence + 1);
        await using var lan = await Agent.SignsIn(app.Address, shop.People["Lan"].Email, SeededShop.Password, shop.Id);
        await using var old = await XiaoerApp.Start(place);
        (await old.Look(db => db.Set<Message>().OrderBy(m => m.Sequence).Select(m => m.Text).ToListAsync())).ShouldBe(["one", "two"]);
    }

    [Fact]
    public async Task A_move_that_broke_off_is_taken_up_and_not_begun_anew()
    {
        var (place, _, _) = await Shop();
        var to = await NewDatabase();

        await Should.ThrowAsync<OperationCanceledException>(() => MoveVerb.Move(place, to, BreaksOff(at: 0.5), TestContext.Current.CancellationToken));
        var arrived = await Arrived(to);
        var moved = await MoveVerb.Move(place, to, new Steps(), TestContext.Current.CancellationToken);

        arrived.ShouldBeGreaterThan(5);
        moved.Tables["messages"].ShouldBe(2);
        (await Number(to, "SELECT COUNT(*) FROM pg_namespace WHERE nspname = 'xiaoer_arriving'")).ShouldBe(0);
        (await Number(to, "SELECT COUNT(*) FROM messages")).ShouldBe(2);
    }

    [Fact]
    public async Task A_store_that_was_used_between_two_tries_is_moved_as_it_is_now()
    {
        var (place, shop, visitor) = await Shop();
        var to = await NewDatabase();
        await Should.ThrowAsync<OperationCanceledException>(() => MoveVerb.Move(place, to, BreaksOff(at: 1), TestContext.Current.CancellationToken));
        await using (var app = await XiaoerApp.Start(new XiaoerOptions { Data = place.Data, Urls = place.Urls }))
        {
            await using var back = await Visitor.Arrives(app.Address, shop.Channel, visitor);
            await back.Says("three", "between-the-tries");
            await app.App.StopAsync(TestContext.Current.CancellationToken);
            Copy(place.DataFolder);
        }

        place.Data = Path.Join(_ground.Folder, "copy");
        var moved = await MoveVerb.Move(place, to, new Steps(), TestContext.Current.CancellationToken);

        moved.Tables["messages"].ShouldBe(3);
        (await Number(to, "SELECT COUNT(*) FROM messages")).ShouldBe(3);
    }

    [Fact]
    public async Task A_database_that_holds_something_is_refused_and_not_touched()
    {
        var (place, _, _) = await Shop();
        var to = await NewDatabase();
        await MoveVerb.Move(place, to, new Steps(), TestContext.Current.CancellationToken);
        var foreign = await NewDatabase();
        await Run(foreign, "CREATE TABLE orders (id integer)");

        (await Should.ThrowAsync<BackupRefused>(() => MoveVerb.Move(place, to, new Steps(), TestContext.Current.CancellationToken))).Message.ShouldContain("holds a shop already");
        (await Should.ThrowAsync<BackupRefused>(() => MoveVerb.Move(place, foreign, new Steps(), TestContext.Current.CancellationToken))).Message.ShouldContain("something else");

        (await Number(foreign, "SELECT COUNT(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')")).ShouldBe(1);
    }

    [Fact]
    public async Task Nobody_moves_into_a_database_that_is_served()
    {
        var (place, _, _) = await Shop();
        await using var served = await XiaoerApp.Start(SkipWithout(Database.Postgres));

        (await Should.ThrowAsync<BackupRefused>(() => MoveVerb.Move(place, served.Options.Database!, new Steps(), TestContext.Current.CancellationToken))).Message.ShouldContain("is running");
    }

    public void Dispose() => _ground.Dispose();

    /// <summary>A SQLite store with one conversation of two messages, closed.</summary>
    private async Task<(XiaoerOptions Place, SeededShop Shop, string Visitor)> Shop()
    {
        SkipWithout(Database.Postgres);
        await using var app = await XiaoerApp.Start(Database.Sqlite, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("one");
        await visitor.Says("two");
        var place = await _ground.Empty(Database.Sqlite);
        await BackupGround.Restore(await _ground.Save(app), place);
        return (place, shop.Seeded, visitor.Token);
    }

    private static Database SkipWithout(Database database)
    {
        if (PostgresTests.Server is null) Assert.Skip("no PostgreSQL: XIAOER_TEST_POSTGRES is not set");
        return database;
    }

    private static Task<string> NewDatabase() => PostgresTests.NewDatabase();

    private static Steps BreaksOff(double at) => new(step => { if (step.Fraction >= at) throw new OperationCanceledException("as kill -9 would"); });

    private void Copy(string folder)
    {
        var copy = Directory.CreateDirectory(Path.Join(_ground.Folder, "copy")).FullName;
        foreach (var file in Directory.EnumerateFiles(folder, "xiaoer.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal))) File.Copy(file, Path.Join(copy, Path.GetFileName(file)));
    }

    private static Task<long> Arrived(string database) => Number(database, "SELECT COUNT(*) FROM xiaoer_arriving.arrived_parts WHERE number > 0");

    private static async Task<long> Number(string database, string sql) => (long)(await Run(database, sql))!;

    private static async Task<object?> Run(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the test's own statements
        command.CommandText = sql;
#pragma warning restore CA2100
        return await command.ExecuteScalarAsync();
    }
}
