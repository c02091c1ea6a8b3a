using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Knowledge;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Knowledge;

/// <summary>Phrases of the shop and one's own: who sees, changes, finds and uses which.</summary>
public class PhraseTests
{
    private static readonly SavePhraseRequest Greeting = new(PhraseScope.Shop, "问候", "欢迎", "hy", "欢迎前来咨询，尺码、面料都可以问", null);
    private static readonly SavePhraseRequest Mine = new(PhraseScope.Personal, null, null, "qs", "亲稍等，兰兰帮您查一下", null);

    [Theory, BothDatabases]
    public async Task A_leads_phrase_is_everybodys_and_ones_own_is_nobody_elses(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");

        var greeting = await bo.Adds(Greeting);
        var own = await lan.Adds(Mine);

        (await lan.AtHand()).Phrases.Select(p => p.Id).ShouldBe([greeting.Id, own.Id], ignoreOrder: true);
        (await mei.AtHand()).Phrases.Select(p => p.Id).ShouldBe([greeting.Id]);
        (await bo.Phrases("")).Items.Select(p => p.Id).ShouldBe([greeting.Id]);
        (await Refusal(() => bo.Api.Get<PhraseView>($"{bo.Desk}/phrases/{own.Id}"))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refusal(() => mei.Api.Put<PhraseView>($"{mei.Desk}/phrases/{own.Id}", Mine))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Refusal(() => mei.Api.Delete($"{mei.Desk}/phrases/{own.Id}"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Agents_keep_their_own_phrases_and_leave_the_shops_alone(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        await using var gu = await shop.SignsIn("Gu");
        var greeting = await bo.Adds(Greeting);

        var refusals = new[]
        {
            await Refusal(() => lan.Adds(Greeting with { Shortcut = null })),
            await Refusal(() => lan.Api.Put<PhraseView>($"{lan.Desk}/phrases/{greeting.Id}", Greeting with { Text = "你好" })),
            await Refusal(() => lan.Api.Put<PhraseView>($"{lan.Desk}/phrases/{greeting.Id}", Greeting with { Scope = PhraseScope.Personal })),
            await Refusal(() => lan.Api.Delete($"{lan.Desk}/phrases/{greeting.Id}")),
            await Refusal(() => lan.Api.Put<object>($"{lan.Desk}/phrases/folders", new RenameFolderRequest(PhraseScope.Shop, "问候", "开头"))),
        };
        var reader = await Refusal(() => gu.Adds(Mine));

        refusals.ShouldAllBe(r => r.Status == HttpStatusCode.Forbidden && r.Code == "phrase.shop_needs_lead");
        reader.Status.ShouldBe(HttpStatusCode.Forbidden);
        (await gu.Phrases("")).Items.Single().Text.ShouldBe(Greeting.Text);
    }

    [Theory, BothDatabases]
    public async Task A_shortcut_names_one_phrase_of_those_one_sees(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await bo.Adds(Greeting);
        await lan.Adds(Mine);

        (await Refusal(() => bo.Adds(Greeting with { Shortcut = "HY", Text = "另一句" }))).Code.ShouldBe("phrase.shortcut_taken");
        (await Refusal(() => lan.Adds(Mine with { Shortcut = "hy" }))).Code.ShouldBe("phrase.shortcut_taken");
        (await Refusal(() => lan.Adds(Mine with { Text = "又一句" }))).Code.ShouldBe("phrase.shortcut_taken");
        (await mei.Adds(Mine)).Shortcut.ShouldBe("qs", "another person's own is not in sight");
        (await Refusal(() => mei.Adds(Mine with { Shortcut = "a b" }))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Of_many_who_take_a_shortcut_at_once_one_gets_it(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => bo.Api.Send(HttpMethod.Post, $"{bo.Desk}/phrases", Greeting with { Text = $"欢迎 {i}" })));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(a => a.StatusCode != HttpStatusCode.Created).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Conflict);
        (await bo.Phrases("")).Items.Count.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Who_changes_a_phrase_has_seen_it_as_it_is(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var greeting = await bo.Adds(Greeting);
        var path = $"{bo.Desk}/phrases/{greeting.Id}";

        using var changed = await bo.Api.Send(HttpMethod.Put, path, Greeting with { Text = "您好，欢迎光临" }, ("If-Match", "\"1\""));
        using var late = await bo.Api.Send(HttpMethod.Put, path, Greeting with { Text = "哈喽" }, ("If-Match", "\"1\""));

        changed.Headers.ETag!.Tag.ShouldBe("\"2\"");
        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var now = await bo.Api.Get<PhraseView>(path);
        (now.Text, now.Initials).ShouldBe(("您好，欢迎光临", "hy|nhhygl"));
    }

    [Theory, BothDatabases]
    public async Task A_deleted_phrase_comes_back_as_it_was_unless_its_shortcut_is_taken(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var greeting = await bo.Adds(Greeting);
        await bo.Uses(greeting.Id);

        await bo.Api.Delete($"{bo.Desk}/phrases/{greeting.Id}");
        var gone = (await bo.AtHand()).Phrases.Count;
        var back = await bo.Api.Post<PhraseView>($"{bo.Desk}/phrases/{greeting.Id}/restore");
        await bo.Api.Delete($"{bo.Desk}/phrases/{greeting.Id}");
        await bo.Adds(Greeting with { Text = "新的欢迎" });
        var refused = await Refusal(() => bo.Api.Post<PhraseView>($"{bo.Desk}/phrases/{greeting.Id}/restore"));

        gone.ShouldBe(0);
        (back.Shortcut, back.Text, back.All.Count).ShouldBe(("hy", Greeting.Text, 1));
        refused.Code.ShouldBe("phrase.shortcut_taken");
    }

    [Theory, BothDatabases]
    public async Task A_use_counts_once_however_often_it_is_told(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        var greeting = await bo.Adds(Greeting);
        var use = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        foreach (var _ in Enumerable.Range(0, 3)) await lan.Uses(greeting.Id, use);
        await Task.WhenAll(Enumerable.Range(0, 15).Select(_ => bo.Uses(greeting.Id)));

        var seen = (await lan.AtHand()).Phrases.Single();
        (seen.Mine.Count, seen.All.Count).ShouldBe((1, 16));
        seen.Mine.Weight.ShouldBe(1);
        seen.All.Weight.ShouldBe(16, 0.01);
    }

    [Theory, BothDatabases]
    public async Task Unchanged_phrases_are_not_sent_again(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var greeting = await bo.Adds(Greeting);
        using var first = await bo.Api.Send(HttpMethod.Get, $"{bo.Desk}/phrases/at-hand");
        var tag = first.Headers.ETag!.Tag;

        using var same = await bo.Api.Send(HttpMethod.Get, $"{bo.Desk}/phrases/at-hand", null, ("If-None-Match", tag));
        await bo.Api.Put<PhraseView>($"{bo.Desk}/phrases/{greeting.Id}", Greeting with { Text = "您好" });
        using var other = await bo.Api.Send(HttpMethod.Get, $"{bo.Desk}/phrases/at-hand", null, ("If-None-Match", tag));

        first.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        same.StatusCode.ShouldBe(HttpStatusCode.NotModified);
        other.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory, BothDatabases]
    public async Task The_list_is_found_by_words_initials_and_folder_and_comes_in_pages(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var greeting = await bo.Adds(Greeting);
        var size = await bo.Adds(new(PhraseScope.Shop, "尺码", null, null, "身高 165 穿 M 码，长袖偏大", null));
        var parcel = await bo.Adds(new(PhraseScope.Shop, "物流", null, null, "今天 18:00 前付款当天发出", null));

        var first = await bo.Phrases("limit=2");
        var second = await bo.Phrases($"limit=2&cursor={first.Next}");

        first.Items.Select(p => p.Id).ShouldBe([parcel.Id, size.Id]);
        second.Items.Select(p => p.Id).ShouldBe([greeting.Id]);
        second.Next.ShouldBeNull();
        (await bo.Phrases("q=hyqc")).Items.Single().Id.ShouldBe(greeting.Id);
        (await bo.Phrases("q=长袖")).Items.Single().Id.ShouldBe(size.Id);
        (await bo.Phrases("folder=物流")).Items.Single().Id.ShouldBe(parcel.Id);
        (await bo.Phrases("scope=personal")).Items.ShouldBeEmpty();
        (await bo.Api.Get<Page<PhraseFolder>>($"{bo.Desk}/phrases/folders")).Items.Select(f => (f.Name, f.Phrases)).ShouldBe([("问候", 1), ("尺码", 1), ("物流", 1)], ignoreOrder: true);
    }

    [Theory, BothDatabases]
    public async Task A_renamed_folder_takes_its_phrases_along(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var greeting = await bo.Adds(Greeting);

        using var renamed = await bo.Api.Send(HttpMethod.Put, $"{bo.Desk}/phrases/folders", new RenameFolderRequest(PhraseScope.Shop, "问候", "开头"));
        using var again = await bo.Api.Send(HttpMethod.Put, $"{bo.Desk}/phrases/folders", new RenameFolderRequest(PhraseScope.Shop, "问候", "开头"));

        renamed.StatusCode.ShouldBe(HttpStatusCode.NoContent);
        again.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await bo.Phrases("folder=开头")).Items.Single().ShouldSatisfyAllConditions(p => p.Id.ShouldBe(greeting.Id), p => p.Version.ShouldBe(2));
    }

    [Theory, BothDatabases]
    public async Task What_was_deleted_long_ago_is_swept(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, new(DateTimeOffset.Parse("2026-11-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture)));
        var shop = await app.NewShop();
        await using var bo = await shop.SignsIn("Bo");
        var old = await bo.Adds(Greeting);
        await bo.Api.Delete($"{bo.Desk}/phrases/{old.Id}");
        var sweep = (ScriptSweep)app.Services.GetService(typeof(ScriptSweep))!;

        var early = await sweep.Sweep(TestContext.Current.CancellationToken);
        app.Clock!.Advance(Script.Kept + TimeSpan.FromHours(2));

        early.ShouldBe(0);
        await Soon.Until(() => app.Look(async db => !await db.Set<Script>().AnyAsync()), "the sweep");
    }

    private static Task<Refused> Refusal(Func<Task> act) => Should.ThrowAsync<Refused>(act);
}
