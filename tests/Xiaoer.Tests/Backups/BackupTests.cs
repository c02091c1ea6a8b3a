using System.IO.Compression;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Tests.Hosting;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Backups;

/// <summary>A backup is one file that says what is in it, and is either whole or not there.</summary>
public sealed class BackupTests : IDisposable
{
    private readonly BackupGround _ground = new();

    [Theory, BothDatabases]
    public async Task The_manifest_says_what_is_inside(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        await using var visitor = await (await app.NewShop()).Asks("你好");

        var file = await _ground.Save(app);

        using var zip = await ZipFile.OpenReadAsync(file, TestContext.Current.CancellationToken);
        await using var entry = await zip.GetEntry("manifest.json")!.OpenAsync(TestContext.Current.CancellationToken);
        var manifest = await JsonSerializer.DeserializeAsync<JsonElement>(entry, cancellationToken: TestContext.Current.CancellationToken);
        manifest.GetProperty("format").GetInt32().ShouldBe(1);
        manifest.GetProperty("database").GetString().ShouldBe(database == Database.Sqlite ? "sqlite" : "postgres");
        manifest.GetProperty("schema").GetProperty("name").GetString().ShouldBe("Initial");
        manifest.GetProperty("parts").EnumerateArray().ShouldContain(p => p.GetProperty("table").GetString() == "messages" && p.GetProperty("sha256").GetString()!.Length == 64);
        using var lines = new StreamReader(await zip.GetEntry("tables/messages/000001.jsonl")!.OpenAsync(TestContext.Current.CancellationToken));
        (await lines.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldNotBeNull().ShouldContain("你好");
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task A_file_that_is_there_is_not_touched()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var file = _ground.NewFile();
        await File.WriteAllTextAsync(file, "precious", TestContext.Current.CancellationToken);

        (await Should.ThrowAsync<BackupRefused>(() => _ground.Save(app, file))).Message.ShouldContain("exists already");

        (await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken)).ShouldBe("precious");
    }

    [Fact]
    public async Task A_backup_that_breaks_off_leaves_nothing_behind()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        await using var visitor = await (await app.NewShop()).Asks("hello");
        var file = _ground.NewFile();
        await using var scope = app.Services.CreateAsyncScope();

        await Should.ThrowAsync<InvalidOperationException>(() => scope.ServiceProvider.GetRequiredService<StoreBackup>().Write(
            file, gently: false, new Steps(step => { if (step.Rows > 2) throw new InvalidOperationException("as when something breaks"); }), TestContext.Current.CancellationToken));

        Directory.GetFiles(_ground.Folder).ShouldBeEmpty();
    }

    [Fact]
    public async Task FT05_A_full_disk_is_told_plainly_and_leaves_nothing_behind()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 1);
        if (disk is null) Assert.Skip("no small disk: mounting needs root and a tmpfs");
        await using var app = await XiaoerApp.Start(Database.Sqlite, XiaoerApp.Generous);
        await app.NewShop();
        await app.Look(db =>
        {
            db.Add(new IdempotencyKey(Guid.CreateVersion7(), Guid.CreateVersion7(), [], 200, null, null, null, Noise(2_000_000), DateTimeOffset.UnixEpoch));
            return db.SaveChangesAsync();
        });

        foreach (var gently in (bool[])[false, true])
        {
            var refused = await Should.ThrowAsync<BackupRefused>(() => _ground.Save(app, Path.Join(disk.Folder, "b.zip"), gently));
            refused.Code.ShouldBe("disk_full");
            refused.Message.ShouldContain("not enough room");
            Directory.GetFiles(disk.Folder).ShouldBeEmpty();
        }

        await _ground.Save(app);
    }

    [Fact]
    public async Task Every_column_of_the_model_can_travel_and_looks_the_same_from_both_databases()
    {
        var sqlite = await (await XiaoerApp.On(Database.Sqlite)).Look(db => Task.FromResult(SchemaMark.Of(db, StoreShape.Of(db))));

        var postgres = new DesignTimePostgres().CreateDbContext([]);
        await using (postgres) SchemaMark.Of(postgres, StoreShape.Of(postgres)).ShouldBe(sqlite);
    }

    public void Dispose() => _ground.Dispose();

    private static byte[] Noise(int bytes)
    {
        var noise = new byte[bytes];
        new Random(1).NextBytes(noise);
        return noise;
    }
}
