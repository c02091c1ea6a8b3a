using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Conversations;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Only the shop's signed word says who a visitor is (W-02, W-03).</summary>
public class IdentifyTests
{
    [Theory, BothDatabases]
    public async Task The_shops_word_makes_a_visitor_known(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("before I signed in");
        var anonymous = visitor.Token;

        var visit = await visitor.Comes(anonymous, shop.Vouches("cust-1", "王小明"));

        visit.Identified.ShouldBeTrue();
        visit.Name.ShouldBe("王小明");
        visit.Token.ShouldNotBe(anonymous, "a new identity gets a new session");
        visit.Thread.Items.ShouldContain(m => m.Text == "before I signed in");
        await using var lan = await shop.SignsIn("Lan");
        var row = (await lan.Inbox()).Items.ShouldHaveSingleItem();
        row.Verified.ShouldBeTrue();
        row.Name.ShouldBe("王小明");
    }

    [Theory, BothDatabases]
    public async Task The_same_customer_is_the_same_visitor_in_every_browser(Database database)
    {
        var shop = await TestShop.On(database);
        await using var phone = await shop.Arrives(identity: shop.Vouches("cust-2"));
        await phone.Says("from my phone");

        await using var laptop = await shop.Arrives(identity: shop.Vouches("cust-2"));

        laptop.Id.ShouldBe(phone.Id);
        laptop.Token.ShouldNotBe(phone.Token);
        laptop.Visit.Thread.Items.ShouldContain(m => m.Text == "from my phone");
    }

    [Theory, BothDatabases]
    public async Task W02_A_word_the_shop_did_not_sign_is_worth_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        var neighbour = await TestShop.On(database);
        await using var victim = await shop.Arrives(identity: shop.Vouches("victim", "Victim"));
        await victim.Says("my address is …");
        var good = shop.Vouches("victim");
        var parts = good.Split('.');

        string[] forged =
        [
            "nonsense", "a.b.c", $"{parts[0]}.{parts[1]}.", $"{parts[0]}.{parts[1]}.{parts[2][..^4]}", $"{parts[0]}.{parts[1]}.{new string('A', parts[2].Length)}",
            $"{parts[0]}.{shop.Vouches("other").Split('.')[1]}.{parts[2]}",
            shop.Vouches("victim", secret: "another-secret-of-at-least-32-characters"),
            shop.Vouches("victim", secret: neighbour.Seeded.Secret),
            shop.Vouches("victim", algorithm: "none"), shop.Vouches("victim", algorithm: "RS256"), $"eyJhbGciOiJub25lIn0.{parts[1]}.",
            new string('x', 4001),
        ];
        foreach (var token in forged)
            ((int)(await Should.ThrowAsync<Refused>(() => shop.Arrives(identity: token))).Status).ShouldBeOneOf(400, 401);
    }

    [Theory, BothDatabases]
    public async Task W03_A_word_is_good_once_for_ten_minutes_and_for_one_channel(Database database)
    {
        var shop = await TestShop.On(database);
        var neighbour = await TestShop.On(database);
        var once = shop.Vouches("cust-3");
        await using var first = await shop.Arrives(identity: once);

        foreach (var token in new[]
        {
            once,
            shop.Vouches("cust-3", age: TimeSpan.FromMinutes(20), validity: TimeSpan.FromMinutes(5)),
            shop.Vouches("cust-3", validity: TimeSpan.FromMinutes(11)),
            shop.Vouches("cust-3", age: TimeSpan.FromMinutes(-5)),
            shop.Vouches("cust-3", audience: neighbour.Channel),
        })
            (await Should.ThrowAsync<Refused>(() => shop.Arrives(identity: token))).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task W03_Ten_browsers_with_one_word_at_once_and_one_of_them_gets_in(Database database)
    {
        var shop = await TestShop.On(database);
        var once = shop.Vouches("cust-4");

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(async _ =>
        {
            try
            {
                await using var visitor = await shop.Arrives(identity: once);
                return true;
            }
            catch (Refused)
            {
                return false;
            }
        }));

        outcomes.Count(gotIn => gotIn).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Two_browsers_that_sign_in_at_once_are_one_customer(Database database)
    {
        var shop = await TestShop.On(database);

        var browsers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => shop.Arrives(identity: shop.Vouches("cust-8"))));

        browsers.Select(b => b.Id).Distinct().ShouldHaveSingleItem();
        browsers.Select(b => b.Token).Distinct().Count().ShouldBe(16);
        foreach (var browser in browsers) await browser.DisposeAsync();
    }

    [Theory, BothDatabases]
    public async Task Looking_at_pages_does_not_keep_anybody_from_signing_in(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        var page = new VisitedPage("https://shop.example/tea", "Tea", null, null);

        await Task.WhenAll(Enumerable.Range(0, 12).Select(i => i % 3 == 0
            ? visitor.Api.Post($"/api/v1/widget/channels/{shop.Channel}/visits", new OpenVisitRequest(visitor.Token, null, null, page))
            : visitor.Api.Post("/api/v1/widget/page", page)));

        (await visitor.Comes(visitor.Token, shop.Vouches("cust-9"))).Identified.ShouldBeTrue();
    }

    [Theory, BothDatabases]
    public async Task Somebody_elses_session_is_not_taken_over(Database database)
    {
        var shop = await TestShop.On(database);
        await using var ming = await shop.Arrives(identity: shop.Vouches("ming"));
        await ming.Says("ming's words");

        // The same browser, another customer signs in at the shop.
        await using var hong = await shop.Arrives(token: ming.Token, identity: shop.Vouches("hong"));

        hong.Id.ShouldNotBe(ming.Id);
        hong.Visit.Thread.Items.ShouldBeEmpty();
        (await ming.Thread()).Items.ShouldContain(m => m.Text == "ming's words");
    }

    [Theory, BothDatabases]
    public async Task W03_Who_knew_the_anonymous_token_does_not_read_on_as_the_customer(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var stranger = await shop.Asks("on the computer in the hall");
        var line = await stranger.Connects();

        await using var customer = await shop.Arrives(token: stranger.Token, identity: shop.Vouches("cust-5"));
        await customer.Says("my address is …", "address");

        customer.Visit.Thread.Items.ShouldContain(m => m.Text == "on the computer in the hall");
        (await Should.ThrowAsync<Refused>(() => stranger.Thread())).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await shop.Arrives(token: stranger.Token)).Visit.Thread.Items.ShouldBeEmpty();
        clock.Advance(TimeSpan.FromSeconds(31));
        await line.Closed(TimeSpan.FromSeconds(10));
        (await customer.Thread()).Items.ShouldContain(m => m.Text == "my address is …");
    }

    [Theory, BothDatabases]
    public async Task A_browser_that_stays_away_for_long_is_a_new_visitor(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, Forgetful, clock);
        var shop = await app.NewShop();
        await using var regular = await shop.Asks("I come every day");
        await using var rare = await shop.Asks("I come once");
        var (one, other) = (regular.Id, rare.Id);

        clock.Advance(TimeSpan.FromHours(20));
        (await regular.Comes(regular.Token)).VisitorId.ShouldBe(one);
        clock.Advance(TimeSpan.FromHours(20));
        (await regular.Comes(regular.Token)).VisitorId.ShouldBe(one);
        (await Should.ThrowAsync<Refused>(() => rare.Thread())).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await rare.Comes(rare.Token)).VisitorId.ShouldNotBe(other);
        clock.Advance(TimeSpan.FromHours(20));

        (await regular.Comes(regular.Token)).VisitorId.ShouldNotBe(one, "two days are the longest here");
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_used_any_more_is_swept(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, Forgetful, clock);
        var shop = await app.NewShop();
        await using var old = await shop.Arrives(identity: shop.Vouches("cust-6"));
        clock.Advance(TimeSpan.FromHours(25));
        await using var recent = await shop.Arrives(identity: shop.Vouches("cust-7"));

        await app.Services.GetRequiredService<VisitorSweep>().Sweep(TestContext.Current.CancellationToken);

        (await app.Look(db => db.Set<VisitorSession>().CountAsync())).ShouldBe(1);
        (await app.Look(db => db.Set<UsedIdentityToken>().CountAsync())).ShouldBe(1);
        (await recent.Thread()).Items.ShouldBeEmpty();
    }

    private static void Forgetful(XiaoerOptions options)
    {
        XiaoerApp.Generous(options);
        (options.Conversations.VisitorIdleDays, options.Conversations.VisitorSessionDays) = (1, 2);
    }
}
