using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Platform.Database;
using Xiaoer.Tests.Hosting;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Platform.Store;

/// <summary>The store looks as the model says, on both databases, and every column says what it tells about a person.</summary>
public class SchemaTests
{
    [Theory, BothDatabases]
    public async Task The_migrations_lead_to_the_model(Database database)
    {
        var app = await XiaoerApp.On(database);

        var differences = await app.Look(db =>
        {
            var snapshot = db.GetService<IMigrationsAssembly>().ModelSnapshot!.Model;
            var model = db.GetService<IModelRuntimeInitializer>().Initialize(((IMutableModel)snapshot).FinalizeModel());
            return Task.FromResult(db.GetService<IMigrationsModelDiffer>().GetDifferences(model.GetRelationalModel(), db.GetService<IDesignTimeModel>().Model.GetRelationalModel()));
        });

        differences.Select(d => d.ToString()).ShouldBeEmpty();
        (await app.Look(db => db.Database.GetPendingMigrationsAsync())).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task The_tables_that_exist_are_the_tables_of_the_model(Database database)
    {
        var app = await XiaoerApp.On(database);

        var (stored, model) = await app.Look(async db =>
        {
            var sql = database == Database.Sqlite
                ? "SELECT m.name || '.' || c.name AS \"Value\" FROM sqlite_master m JOIN pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'"
                : "SELECT table_name || '.' || column_name AS \"Value\" FROM information_schema.columns WHERE table_schema = 'public'";
            var columns = await db.Database.SqlQueryRaw<string>(sql).ToListAsync();
            var expected = db.GetService<IDesignTimeModel>().Model.GetRelationalModel().Tables.SelectMany(t => t.Columns.Select(c => $"{t.Name}.{c.Name}")).ToList();
            return (columns, expected);
        });

        // Search tables are written by hand-made migrations and live beside the model.
        stored.Where(c => !c.StartsWith("__EF", StringComparison.Ordinal)).Except(model).Where(c => !c.Contains("_fts", StringComparison.Ordinal)).ShouldBeEmpty();
        model.Except(stored).ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_text_column_says_what_it_tells_about_a_person()
    {
        var app = await XiaoerApp.On(Database.Sqlite);

        var unclassified = await app.Look(db => Task.FromResult(
            (from entity in db.GetService<IDesignTimeModel>().Model.GetEntityTypes()
             from property in Properties(entity)
             where property.ClrType == typeof(string) || property.ClrType == typeof(byte[]) || property.ClrType == typeof(List<string>)
             where !property.IsKey() || property.ClrType == typeof(string)
             where property.Classification() is null
             select $"{entity.GetTableName()}.{property.GetColumnName()}").ToList()));

        unclassified.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task An_older_program_refuses_a_newer_store_and_changes_nothing(Database database)
    {
        await using var app = await XiaoerApp.Start(database);
        await app.Look(db => db.Write(ct => db.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"__EFMigrationsHistory\" VALUES ('29990101000000_FromTheFuture', '99.0')".Replace("VALUES", $"({Columns(database)}) VALUES"), ct)));

        var refused = await Should.ThrowAsync<StartRefused>(() => app.Services.GetRequiredService<DatabaseStart>().Run(TestContext.Current.CancellationToken));

        refused.Message.ShouldContain("newer");
        refused.Message.ShouldContain("FromTheFuture");
    }

    [Fact]
    public async Task Every_write_reaches_the_disk_before_it_is_acknowledged()
    {
        var app = await XiaoerApp.On(Database.Sqlite);

        var gate = (WriteGate)app.Services.GetService(typeof(WriteGate))!;
        using var lease = await gate.EnterRaw(TestContext.Current.CancellationToken);
        await using var command = lease.Connection.CreateCommand();
        command.CommandText = "PRAGMA synchronous";

        (await command.ExecuteScalarAsync(TestContext.Current.CancellationToken)).ShouldBe(2L, "FULL");
        Version.Parse(lease.Connection.ServerVersion).ShouldBeGreaterThanOrEqualTo(new Version(3, 51, 3));
    }

    private static string Columns(Database database) => database == Database.Sqlite ? "\"migration_id\", \"product_version\"" : "migration_id, product_version";

    private static IEnumerable<IProperty> Properties(ITypeBase type) =>
        type.GetProperties().Concat(type.GetComplexProperties().SelectMany(c => Properties(c.ComplexType)));
}
