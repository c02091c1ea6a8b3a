using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Backups.Copy;
using Xiaoer.Cli;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Tests.Hosting;
using Xunit.Sdk;
using Xunit.v3;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Backups;

/// <summary>Runs a test for every way from one database to another; ways over an absent one are skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class EveryWayAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
        [.. from way in (IEnumerable<(Database From, Database To)>)[(Database.Sqlite, Database.Sqlite), (Database.Postgres, Database.Postgres), (Database.Sqlite, Database.Postgres), (Database.Postgres, Database.Sqlite)]
            let absent = PostgresTests.Server is null && (way.From == Database.Postgres || way.To == Database.Postgres)
            select new TheoryDataRow<Database, Database>(way.From, way.To) { Skip = absent ? "no PostgreSQL: XIAOER_TEST_POSTGRES is not set" : null }]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>A folder for the backups of a test, and places to restore them to.</summary>
internal sealed class BackupGround : IDisposable
{
    private int _places;

    public string Folder { get; } = Directory.CreateTempSubdirectory("xiaoer-backups-").FullName;

    public string NewFile() => Path.Join(Folder, $"backup-{++_places}.zip");

    /// <summary>Takes a backup of what runs, as the schedule does.</summary>
    public async Task<string> Save(XiaoerApp app, string? file = null, bool gently = true)
    {
        file ??= NewFile();
        await using var scope = app.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<StoreBackup>().Write(file, gently, new Steps(), TestContext.Current.CancellationToken);
        return file;
    }

    /// <summary>An installation with nothing in it.</summary>
    public async Task<XiaoerOptions> Empty(Database database) => new()
    {
        Data = Directory.CreateDirectory(Path.Join(Folder, $"place-{++_places}")).FullName,
        Urls = "http://127.0.0.1:0",
        Database = database == Database.Postgres ? await PostgresTests.NewDatabase() : null,
        Backups = { At = BackupOptions.Never },
    };

    public static async Task<RestoreResult> Restore(string file, XiaoerOptions options, bool replace = false)
    {
        using var backup = BackupReader.Open(file);
        return await RestoreVerb.Restore(options, backup, replace, new Steps(), TestContext.Current.CancellationToken);
    }

    /// <summary>Every part of a store with its hash: equal for equal stores, whatever database they are in.</summary>
    public static async Task<IReadOnlyList<PartEntry>> Content(XiaoerApp app)
    {
        await using var scope = app.Services.CreateAsyncScope();
        await using var snapshot = await StoreSnapshot.Open(scope.ServiceProvider.GetRequiredService<XiaoerDb>(), app.Options, TestContext.Current.CancellationToken);
        return await snapshot.Parts(TestContext.Current.CancellationToken).Select(PartEntry.Of).ToListAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

/// <summary>Progress that is watched by nobody, or by a test that breaks off at some step.</summary>
internal sealed class Steps(Action<CopyProgress>? at = null) : IProgress<CopyProgress>
{
    public void Report(CopyProgress value) => at?.Invoke(value);
}
