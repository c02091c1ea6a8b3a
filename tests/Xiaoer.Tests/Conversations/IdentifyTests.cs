using System.Net;
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
}
