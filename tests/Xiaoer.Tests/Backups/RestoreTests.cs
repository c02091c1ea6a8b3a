using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Backups.Copy;
using Xiaoer.Conversations;
using Xiaoer.Platform;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Platform.Files;
using Database = Xiaoer.Tests.Hosting.Database;
using Visitor = Xiaoer.Tests.Personas.Visitor;

namespace Xiaoer.Tests.Backups;

/// <summary>What was saved comes back, whole and on either database (P14, FT-10); what cannot be restored is refused before anything changes.</summary>
public sealed class RestoreTests : IDisposable
{
    private readonly BackupGround _ground = new();

    [Theory, EveryWay]
    public async Task FT10_A_backup_restored_elsewhere_is_the_same_shop(Database from, Database to)
    {
        await using var app = await XiaoerApp.Start(from, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("在吗 😀 <b>&\"\\ ");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        await lan.Replies(visitor.Conversation, "在的");
        var picture = await Picture(visitor, seed: 3);
        var before = await BackupGround.Content(app);

        var file = await _ground.Save(app);
        var place = await _ground.Empty(to);
        await BackupGround.Restore(file, place);

        await using var restored = await XiaoerApp.Start(place);
        string[] settled = ["sessions", "shop_cursors", "audit_entries"];
        (await BackupGround.Content(restored)).Where(p => !settled.Contains(p.Table)).ShouldBe(before.Where(p => !settled.Contains(p.Table)));
        await using var back = await Visitor.Arrives(restored.Address, shop.Channel, visitor.Token);
        back.Visit.Thread.Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(["在吗 😀 <b>&\"\\ ", "在的"]);
        (await Bytes(restored, picture.Url)).ShouldBe(await Bytes(app, picture.Url));
        (await back.Says("still here?", "after-the-restore")).Sequence.ShouldBe((await visitor.Thread()).LastSequence + 1);
    }

    [Theory, BothDatabases]
    public async Task FT10_A_backup_under_a_stream_of_messages_is_one_moment_of_it(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var shop = await app.NewShop();
        using var enough = new CancellationTokenSource();
        var visitors = new List<Visitor>();
        for (var i = 0; i < 4; i++) visitors.Add(await shop.Asks("first"));
        var acknowledged = new System.Collections.Concurrent.ConcurrentBag<MessageAck>();
        var talk = visitors.Select(v => Talk(v, acknowledged, enough.Token)).ToList();
        await Soon.Until(() => acknowledged.Count > 40, "people are talking");

        List<MessageAck> before = [.. acknowledged];
        var file = await _ground.Save(app);
        var during = acknowledged.Count - before.Count;
        await enough.CancelAsync();
        await Task.WhenAll(talk);
        foreach (var visitor in visitors) await visitor.DisposeAsync();

        during.ShouldBeGreaterThan(0, "nobody spoke while the backup was made: the test proves nothing");
        var place = await _ground.Empty(database);
        await BackupGround.Restore(file, place);
        await using var restored = await XiaoerApp.Start(place);
        var (messages, last) = await restored.Look(async db => (
            await db.Set<Message>().Select(m => new { m.Id, m.ConversationId, m.Sequence }).ToListAsync(), await db.Set<Conversation>().ToDictionaryAsync(c => c.Id, c => c.LastSequence)));
        before.Select(a => a.Id).Except(messages.Select(m => m.Id)).ShouldBeEmpty("what was acknowledged before the backup is in it");
        foreach (var thread in messages.GroupBy(m => m.ConversationId))
            thread.Select(m => m.Sequence).Order().ShouldBe(Enumerable.Range(1, (int)last[thread.Key]).Select(n => (long)n));
    }

    [Theory, BothDatabases]
    public async Task After_a_restore_everybody_signs_in_again_and_every_screen_loads_afresh(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        var file = await _ground.Save(app);
        for (var i = 0; i < 5; i++) await visitor.Says($"lost {i}");
        var (ahead, cursor) = ((await visitor.Thread()).LastSequence, (await lan.Inbox()).Cursor);

        var place = await _ground.Empty(database);
        await BackupGround.Restore(file, place);
        await using var restored = await XiaoerApp.Start(place);

        using var old = restored.Anonymous(http => http.DefaultRequestHeaders.Add("Cookie", lan.Cookies.GetCookieHeader(app.Address)));
        (await old.Send(HttpMethod.Get, "/api/v1/session")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        await using var again = await Agent.SignsIn(restored.Address, shop.Seeded.People["Lan"].Email, SeededShop.Password, shop.Id);
        (await again.EventsAfter(cursor)).ReloadRequired.ShouldBeTrue("the desk's cursor is ahead of the backup");
        await using var back = await Visitor.Arrives(restored.Address, shop.Channel, visitor.Token);
        (await Should.ThrowAsync<Refused>(() => back.ThreadAfter(visitor.Conversation, ahead))).Status.ShouldBe(HttpStatusCode.NotFound, "the widget begins anew");
        (await restored.Look(db => db.Set<AuditEntry>().Select(a => a.Action).ToListAsync())).ShouldContain("store.restored");
    }

    [Theory, BothDatabases]
    public async Task A_store_that_is_there_is_kept_aside_or_not_touched(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("in the backup");
        var file = await _ground.Save(app);
        var place = await _ground.Empty(database);
        await BackupGround.Restore(file, place);
        await using (var first = await XiaoerApp.Start(place))
        {
            await using var back = await Visitor.Arrives(first.Address, shop.Channel, visitor.Token);
            await back.Says("after it", "after-the-restore");
            await Picture(back, seed: 5);
            place = new XiaoerOptions { Data = Keep(first), Urls = place.Urls, Database = place.Database };
        }

        (await Should.ThrowAsync<BackupRefused>(() => BackupGround.Restore(file, place))).Message.ShouldContain("--replace");
        var replaced = await BackupGround.Restore(file, place, replace: true);

        replaced.OldStore.ShouldNotBeNull().ShouldContain("replaced");
        if (database == Database.Sqlite) File.Exists(Path.Join(replaced.OldStore, "xiaoer.db")).ShouldBeTrue();
        await using var second = await XiaoerApp.Start(place);
        (await second.Look(db => db.Set<Message>().Select(m => m.Text).ToListAsync())).ShouldBe(["in the backup"]);
    }

    [Theory, BothDatabases]
    public async Task A_damaged_backup_is_refused_with_a_sentence_and_changes_nothing(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        await using var visitor = await (await app.NewShop()).Asks("hello");
        var whole = await File.ReadAllBytesAsync(await _ground.Save(app), TestContext.Current.CancellationToken);
        var place = await _ground.Empty(database);

        foreach (var damage in (Func<byte[]>[])[() => Flipped(whole, 0.3), () => Flipped(whole, 0.8), () => whole[..(whole.Length / 2)], () => whole[..^1], () => [], () => [.. "no zip at all"u8]])
        {
            var file = _ground.NewFile();
            await File.WriteAllBytesAsync(file, damage(), TestContext.Current.CancellationToken);

            var refused = await Should.ThrowAsync<BackupRefused>(() => BackupGround.Restore(file, place));
            refused.Message.ShouldContain("Nothing was changed");
        }

        File.Exists(place.SqliteFile).ShouldBeFalse();
        await using var empty = await XiaoerApp.Start(place);
        (await empty.Look(db => db.Set<Shop>().CountAsync())).ShouldBe(0);
    }

    [Fact]
    public async Task A_newer_or_foreign_schema_is_refused()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite);
        var (mine, shape) = await app.Look(db => Task.FromResult((SchemaMark.Of(db, StoreShape.Of(db)), StoreShape.Of(db))));

        await app.Look(db =>
        {
            mine.MigrationIn(db, shape).ShouldEndWith(mine.Name);
            Should.Throw<BackupRefused>(() => (mine with { Position = mine.Position + 1 }).MigrationIn(db, shape)).Message.ShouldContain("newer Xiaoer");
            Should.Throw<BackupRefused>(() => (mine with { Name = "SomethingElse" }).MigrationIn(db, shape)).Message.ShouldContain("another build");
            Should.Throw<BackupRefused>(() => (mine with { Fingerprint = "00" }).MigrationIn(db, shape)).Message.ShouldContain("another build");
            return Task.FromResult(true);
        });
    }

    [Fact]
    public async Task A_restore_that_broke_off_in_its_last_step_is_ended_at_the_next_start()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, XiaoerApp.Generous);
        await using var visitor = await (await app.NewShop()).Asks("in the backup");
        await Picture(visitor, seed: 7);
        var place = await _ground.Empty(Database.Sqlite);
        await BackupGround.Restore(await _ground.Save(app), place);
        // As a kill between the decision and the renames leaves it.
        var staging = Directory.CreateDirectory(Path.Join(place.DataFolder, "restoring")).FullName;
        File.Move(place.SqliteFile, Path.Join(staging, "xiaoer.db"));
        await File.WriteAllTextAsync(place.SqliteFile, "the old one", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Join(staging, "ready"), "replaced-x", TestContext.Current.CancellationToken);

        StagedStore.Finish(place);
        StagedStore.Finish(place);

        (await File.ReadAllTextAsync(Path.Join(place.DataFolder, "replaced-x", "xiaoer.db"), TestContext.Current.CancellationToken)).ShouldBe("the old one");
        Directory.Exists(staging).ShouldBeFalse();
        await using var restored = await XiaoerApp.Start(place);
        (await restored.Look(db => db.Set<Message>().CountAsync(m => m.Text == "in the backup"))).ShouldBe(1);
    }

    public void Dispose() => _ground.Dispose();

    private static async Task Talk(Visitor visitor, System.Collections.Concurrent.ConcurrentBag<MessageAck> acknowledged, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) acknowledged.Add(await visitor.Says("and on"));
    }

    private static async Task<FileView> Picture(Visitor visitor, int seed)
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent(Pictures.Noise(900, 700, seed)), "file", "p.jpg" } };
        return await Api.Read<FileView>(await visitor.Api.Send(HttpMethod.Post, "/api/v1/widget/files", form));
    }

    private static async Task<byte[]> Bytes(XiaoerApp app, string url)
    {
        using var api = app.Anonymous();
        return await api.Http.GetByteArrayAsync(new Uri(url, UriKind.RelativeOrAbsolute), TestContext.Current.CancellationToken);
    }

    /// <summary>The program's folder goes when it ends: a copy stays.</summary>
    private string Keep(XiaoerApp app)
    {
        var copy = Path.Join(_ground.Folder, "kept");
        foreach (var file in Directory.EnumerateFiles(app.Options.DataFolder, "*", SearchOption.AllDirectories).Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            var to = Path.Join(copy, Path.GetRelativePath(app.Options.DataFolder, file));
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            File.Copy(file, to);
        }

        return Directory.CreateDirectory(copy).FullName;
    }

    private static byte[] Flipped(byte[] whole, double where)
    {
        byte[] damaged = [.. whole];
        damaged[(int)(whole.Length * where)] ^= 0x10;
        return damaged;
    }
}
