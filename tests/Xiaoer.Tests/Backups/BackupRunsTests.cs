using System.Net;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Accounts;
using Xiaoer.Backups;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Shared.Backups;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Backups;

/// <summary>Backups by themselves and at the press of a button: made once, kept, counted, and shouted about when they fail.</summary>
public sealed class BackupRunsTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-backups-").FullName;

    [Theory, BothDatabases]
    public async Task An_owner_has_one_made_and_takes_it_home_and_both_are_written_down(Database database)
    {
        await using var app = await Start(database);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");

        await shen.Api.Post("/api/v1/backups");
        await Soon.Until(async () => (await List(shen)).Backups.Items[0].State == BackupState.Finished, "the backup is made");

        var made = (await List(shen)).Backups.Items.Single();
        (made.Origin, made.RequestedBy, made.Downloadable).ShouldBe((BackupOrigin.Person, "Shen", true));
        var file = await shen.Api.Http.GetByteArrayAsync(new Uri($"/api/v1/backups/{made.Id}/file", UriKind.Relative), TestContext.Current.CancellationToken);
        file.LongLength.ShouldBe(made.Bytes!.Value);
        (await app.Look(db => db.Set<AuditEntry>().Where(a => a.Subject == made.Id).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync())).ShouldBe(["backup.wanted", "backup.downloaded"]);
        (await shen.Api.Send(HttpMethod.Get, $"/api/v1/backups/{Guid.CreateVersion7()}/file")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Only_who_owns_every_shop_sees_backups(Database database)
    {
        await using var app = await Start(database);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        await using var bo = await shop.SignsIn("Bo");
        await using var gu = await shop.SignsIn("Gu");

        (await shen.Api.Send(HttpMethod.Get, "/api/v1/backups")).StatusCode.ShouldBe(HttpStatusCode.OK);
        foreach (var other in (Agent[])[bo, gu])
            foreach (var method in (HttpMethod[])[HttpMethod.Get, HttpMethod.Post])
                (await other.Api.Send(method, "/api/v1/backups")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        await app.NewShop();
        (await shen.Api.Send(HttpMethod.Get, "/api/v1/backups")).StatusCode.ShouldBe(HttpStatusCode.Forbidden, "another shop's data is in it now");
    }

    [Theory, BothDatabases]
    public async Task The_schedule_makes_one_when_it_is_due_and_no_second(Database database)
    {
        var clock = new FakeTimeProvider(Noon);
        await using var app = await Start(database, clock);

        (await Once(app)).ShouldBeFalse("the last hour that struck is before this server's time");
        clock.Advance(TimeSpan.FromHours(16));
        (await Once(app)).ShouldBeTrue();
        (await Once(app)).ShouldBeFalse();
        clock.Advance(TimeSpan.FromHours(24));
        (await Once(app)).ShouldBeTrue();

        (await Runs(app)).Select(r => (r.Origin, r.State)).ShouldBe([(BackupOrigin.Schedule, BackupState.Finished), (BackupOrigin.Schedule, BackupState.Finished)]);
    }

    [Theory, BothDatabases]
    public async Task Two_nodes_at_once_make_one_backup(Database database)
    {
        await using var app = await Start(database);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => app.With<BackupLog, Guid?>(book => book.Take(null, BackupOrigin.Schedule, TestContext.Current.CancellationToken))));

        taken.Count(t => t is not null).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_failed_backup_raises_the_alarm_until_the_next_good_one(Database database)
    {
        var clock = new FakeTimeProvider(Noon);
        await using var app = await Start(database, clock);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        var place = Path.Join(_folder, "in-the-way");
        await File.WriteAllTextAsync(place, "a file where the folder should be", TestContext.Current.CancellationToken);
        app.Options.Backups.Folder = place;
        clock.Advance(TimeSpan.FromHours(16));

        (await Once(app)).ShouldBeTrue();
        var failed = await List(shen);
        (failed.Alarm, failed.Backups.Items[0].Failure).ShouldBe((BackupAlarm.Failed, "not_writable"));
        (await Once(app)).ShouldBeFalse("it is tried again in a while, not at once");
        app.Options.Backups.Folder = Path.Join(_folder, "good");
        clock.Advance(BackupLog.RetryAfter + TimeSpan.FromSeconds(1));
        (await Once(app)).ShouldBeTrue();

        (await List(shen)).Alarm.ShouldBeNull();
        clock.Advance(TimeSpan.FromDays(3));
        (await List(shen)).Alarm.ShouldBe(BackupAlarm.Overdue);
    }

    [Fact]
    public async Task A_damaged_store_is_found_before_its_copy_takes_a_good_ones_place()
    {
        var clock = new FakeTimeProvider(Noon);
        await using var app = await Start(Database.Sqlite, clock, o => o.Backups.Keep = 1);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        await shen.Sits();
        clock.Advance(TimeSpan.FromHours(16));
        (await Once(app)).ShouldBeTrue();
        await Damage(app);

        clock.Advance(TimeSpan.FromDays(1));
        (await Once(app)).ShouldBeTrue();

        var list = await List(shen);
        (list.Alarm, list.Backups.Items[0].Failure).ShouldBe((BackupAlarm.Failed, "store_damaged"));
        Directory.GetFiles(app.Options.BackupsFolder, "*.zip").ShouldHaveSingleItem("the good copy is kept");
    }

    // What SQLite itself would never have let in.
    private static async Task Damage(XiaoerApp app)
    {
        await using var connection = new SqliteConnection($"Data Source={app.Options.SqliteFile};Pooling=False");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var damage = connection.CreateCommand();
        damage.CommandText = "PRAGMA ignore_check_constraints = 1; UPDATE seats SET open = -1;";
        (await damage.ExecuteNonQueryAsync(TestContext.Current.CancellationToken)).ShouldBeGreaterThan(0, "nothing was damaged: the test proves nothing");
    }

    [Theory, BothDatabases]
    public async Task A_backup_whose_maker_is_gone_is_given_up_and_made_again(Database database)
    {
        var clock = new FakeTimeProvider(Noon);
        await using var app = await Start(database, clock);
        var gone = (await app.With<BackupLog, Guid?>(book => book.Take(null, BackupOrigin.Schedule, TestContext.Current.CancellationToken)))!.Value;

        (await Once(app)).ShouldBeFalse("somebody is at it");
        clock.Advance(BackupLog.Patience + TimeSpan.FromSeconds(1));
        await Once(app);
        await app.With<BackupLog, bool>(async book => { await book.Finish(gone, new BackupResult("x", 1, 1, Noon, 0, 1), TestContext.Current.CancellationToken); return true; });

        var run = (await Runs(app)).Single(r => r.Id == gone);
        (run.State, run.Failure).ShouldBe((BackupState.Failed, "broken_off"), "who comes back late changes nothing");
    }

    [Theory, BothDatabases]
    public async Task Only_the_newest_files_are_kept(Database database)
    {
        var clock = new FakeTimeProvider(Noon);
        await using var app = await Start(database, clock, o => o.Backups.Keep = 2);

        for (var day = 0; day < 4; day++)
        {
            clock.Advance(TimeSpan.FromDays(1));
            (await Once(app)).ShouldBeTrue();
        }

        Directory.GetFiles(app.Options.BackupsFolder).Length.ShouldBe(2);
        (await Runs(app)).Select(r => r.File is not null).ShouldBe([false, false, true, true]);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private async Task<XiaoerApp> Start(Database database, FakeTimeProvider? clock = null, Action<XiaoerOptions>? settings = null)
    {
        var app = await XiaoerApp.Start(database, o =>
        {
            XiaoerApp.Generous(o);
            o.Backups = new BackupOptions { Folder = _folder, At = clock is null ? BackupOptions.Never : "03:30" };
            settings?.Invoke(o);
        }, clock);
        if (clock is not null) await app.Services.GetRequiredService<BackupWork>().StopAsync(TestContext.Current.CancellationToken); // the test says when to look
        return app;
    }

    private static Task<BackupsView> List(Agent owner) => owner.Api.Get<BackupsView>("/api/v1/backups");

    private static Task<bool> Once(XiaoerApp app) => app.Services.GetRequiredService<BackupWork>().Once(Noon, mineAlone: false, TestContext.Current.CancellationToken);

    private static Task<List<BackupRun>> Runs(XiaoerApp app) => app.Look(db => db.Set<BackupRun>().AsNoTracking().OrderBy(r => r.WantedAt).ToListAsync());
}

internal static class ServiceLook
{
    /// <summary>Works with a service of the program in a scope of its own.</summary>
    public static async Task<T> With<TService, T>(this XiaoerApp app, Func<TService, Task<T>> look) where TService : notnull
    {
        await using var scope = app.Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<TService>());
    }
}
