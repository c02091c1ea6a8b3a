using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Conversations.Widget;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations.Visitors;

/// <summary>Where visitors look is kept, bounded, and shown to those who answer them.</summary>
public class BrowsingTests
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);

    [Theory, BothDatabases]
    public async Task The_last_pages_are_kept_with_how_long_they_were_looked_at(Database database)
    {
        var clock = new FakeTimeProvider(Morning);
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Arrives(page: Page(1));
        clock.Advance(TimeSpan.FromSeconds(40));
        await Looks(visitor, Page(1)); // still there
        clock.Advance(TimeSpan.FromSeconds(2));
        await Looks(visitor, Page(2) with { Product = new ProductPart("<b>茶壶</b>", null, null, Money.Cny(100), "P-1") });

        var detail = await Detail(lan, visitor);

        detail.Pages.Select(p => (p.Url, p.Product?.Title, p.Seconds)).ShouldBe([("https://shop.example/2", "<b>茶壶</b>", 0), ("https://shop.example/1", null, 42)]);
        detail.Visitor.Product!.ExternalId.ShouldBe("P-1");
        detail.Visitor.PageSince.ShouldBe(clock.GetUtcNow());
    }

    [Theory, BothDatabases]
    public async Task P11_A_visitor_fills_no_more_than_their_share_and_old_pages_go(Database database)
    {
        var clock = new FakeTimeProvider(Morning);
        await using var app = await XiaoerApp.Start(database, o => { XiaoerApp.Generous(o); o.Conversations.PagesPerVisitor = 5; o.Limits.VisitorPagesPerMinute = 10_000; }, clock);
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Arrives();
        for (var i = 1; i <= 12; i++)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Looks(visitor, Page(i));
        }

        (await Detail(lan, visitor)).Pages.Select(p => p.Url).ShouldBe([.. Enumerable.Range(8, 5).Reverse().Select(n => $"https://shop.example/{n}")]);
        (await Count(app, visitor)).ShouldBe(5);

        clock.Advance(TimeSpan.FromDays(31));
        await app.Services.GetRequiredService<VisitorSweep>().Sweep(TestContext.Current.CancellationToken);
        (await Count(app, visitor)).ShouldBe(0);
    }

    [Fact]
    public async Task W07_Who_changes_pages_like_mad_is_slowed_down()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => { XiaoerApp.Generous(o); o.Limits.VisitorPagesPerMinute = 6; });
        var shop = await app.NewShop();
        await using var visitor = await shop.Arrives();

        var answers = new List<HttpStatusCode>();
        for (var i = 0; i < 12; i++) answers.Add((await visitor.Api.Send(HttpMethod.Post, "/api/v1/widget/page", Page(i))).StatusCode);

        answers.ShouldContain(HttpStatusCode.TooManyRequests);
    }

    [Theory, BothDatabases]
    public async Task Who_is_on_the_pages_now_is_on_the_list_and_told_live(Database database)
    {
        var clock = new FakeTimeProvider(Morning);
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        await using var gone = await shop.Arrives(page: Page(9));
        clock.Advance(TimeSpan.FromMinutes(5));
        await using var here = await shop.Arrives(page: Page(1));
        var line = await lan.Connects();
        await line.Hub.InvokeCoreAsync("WatchVisitors", typeof(object), [shop.Id, true]);
        var before = VisitorListState.From((await List(lan)).Items);
        before.Rows.Keys.ShouldBe([here.Id]);

        clock.Advance(TimeSpan.FromSeconds(5));
        await Looks(here, Page(2));

        var heard = await line.Until(VisitorEvents.Viewed);
        VisitorListState.Apply(before, heard).At(clock.GetUtcNow()).ShouldBe((await List(lan)).Items);
        clock.Advance(TimeSpan.FromSeconds(80));
        (await List(lan)).Items.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromHours(1));
        await here.Comes(here.Token, page: Page(3));
        (await List(lan)).Items.ShouldHaveSingleItem().Visits.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_team_sees_the_visitors_of_the_pages_it_answers_for(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives(page: Page(1));
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");

        (await List(lan)).Items.ShouldContain(v => v.Id == visitor.Id);
        (await List(hua)).Items.ShouldNotContain(v => v.Id == visitor.Id);
        (await Should.ThrowAsync<Refused>(() => Detail(hua, visitor))).Status.ShouldBe(HttpStatusCode.NotFound);

        await visitor.Says("a question");
        await lan.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales).ShouldThrowAsync<Refused>(); // not hers yet
        await lan.Claims(visitor.Conversation);
        await lan.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales);
        (await Detail(hua, visitor)).Visitor.ConversationId.ShouldBe(visitor.Conversation);
    }

    [Theory, BothDatabases]
    public async Task The_pages_are_listed_one_screen_at_a_time(Database database)
    {
        var shop = await TestShop.On(database);
        List<Visitor> visitors = [];
        for (var i = 0; i < 5; i++) visitors.Add(await shop.Arrives(page: Page(i)));
        await using var lan = await shop.SignsIn("Lan");

        var first = await lan.Api.Get<Page<VisitorRow>>($"{lan.Desk}/visitors?limit=3");
        var second = await lan.Api.Get<Page<VisitorRow>>($"{lan.Desk}/visitors?limit=3&cursor={first.Next}");

        first.Items.Concat(second.Items).Select(v => v.Id).ShouldBe(visitors.Select(v => v.Id), ignoreOrder: true);
        second.Next.ShouldBeNull();
        foreach (var visitor in visitors) await visitor.DisposeAsync();
    }

    private static VisitedPage Page(int n) => new($"https://shop.example/{n}", $"Page {n}", null, null);

    private static Task<PageAnswer> Looks(Visitor visitor, VisitedPage page) => visitor.Api.Post<PageAnswer>("/api/v1/widget/page", page);

    private static Task<Page<VisitorRow>> List(Agent agent) => agent.Api.Get<Page<VisitorRow>>($"{agent.Desk}/visitors");

    private static Task<VisitorDetail> Detail(Agent agent, Visitor visitor) => agent.Api.Get<VisitorDetail>($"{agent.Desk}/visitors/{visitor.Id}");

    private static Task<int> Count(XiaoerApp app, Visitor visitor)
    {
        var id = new VisitorId(visitor.Id);
        return app.Look(db => db.Set<PageView>().CountAsync(p => p.VisitorId == id));
    }
}
