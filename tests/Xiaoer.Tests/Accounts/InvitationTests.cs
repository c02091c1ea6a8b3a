using System.Net;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>A colleague comes by a link that works once, for a while, and only into the place it was made for.</summary>
public class InvitationTests
{
    private const string Password = "chosen-by-myself-1";

    [Theory, BothDatabases]
    public async Task Who_is_invited_chooses_a_password_and_takes_the_place(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var email = Address("xin", shop);
        var token = Token(await Invite(shen, email, [Role.Agent, Role.Packer], [shop.Seeded.Sales]));
        using var nobody = shop.App.Anonymous();

        var offer = await nobody.Post<InvitationOffer>("/api/v1/invitations/offer", new InvitationToken(token));
        offer.ShouldSatisfyAllConditions(o => o.Email.ShouldBe(email), o => o.InvitedBy.ShouldBe(shen.Name), o => o.HasAccount.ShouldBeFalse());
        await nobody.Post("/api/v1/invitations/accept", Answer(token));

        await using var xin = await Agent.SignsIn(shop.App.Address, email, Password, shop.Id);
        var access = xin.Session.Shops.ShouldHaveSingleItem();
        (access.Roles, access.TeamIds).ShouldSatisfyAllConditions(a => a.Roles.ShouldBe([Role.Agent, Role.Packer]), a => a.TeamIds.ShouldBe([shop.Seeded.Sales]));
        (await Open(shen)).ShouldBeEmpty();
        (await Refusal(() => nobody.Post("/api/v1/invitations/accept", Answer(token)))).ShouldBe("invitation.unknown");
    }

    [Theory, BothDatabases]
    public async Task Pressed_twice_at_once_it_makes_one_account(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var token = Token(await Invite(shen, Address("twice", shop), [Role.Agent]));
        using var nobody = shop.App.Anonymous();

        var answers = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => nobody.Send(HttpMethod.Post, "/api/v1/invitations/accept", Answer(token))));

        answers.Count(a => a.StatusCode == HttpStatusCode.NoContent).ShouldBe(1);
        (await shen.Api.Get<Page<ShopPersonView>>($"{shen.Desk}/people")).Items.Count(p => p.Email == Address("twice", shop)).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Who_has_an_account_in_another_shop_joins_with_it_and_nobody_else_does(Database database)
    {
        var (mine, theirs) = (await TestShop.On(database), await TestShop.On(database));
        await using var shen = await mine.SignsIn("Shen");
        await using var lan = await theirs.SignsIn("Lan");
        var email = theirs.Seeded.People["Lan"].Email;
        var token = Token(await Invite(shen, email, [Role.Agent]));
        using var nobody = mine.App.Anonymous();

        (await nobody.Post<InvitationOffer>("/api/v1/invitations/offer", new InvitationToken(token))).HasAccount.ShouldBeTrue();
        (await Refusal(() => nobody.Post("/api/v1/invitations/accept", Answer(token)))).ShouldBe("invitation.sign_in");
        (await Refusal(() => shen.Api.Post("/api/v1/invitations/join", new InvitationToken(token)))).ShouldBe("invitation.sign_in");
        await lan.Api.Post("/api/v1/invitations/join", new InvitationToken(token));

        (await lan.Api.Get<Page<ShopView>>("/api/v1/shops")).Items.Select(s => s.Id).ShouldBe([mine.Id, theirs.Id], ignoreOrder: true);
    }

    [Theory, BothDatabases]
    public async Task A_withdrawn_a_renewed_and_an_old_link_open_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        using var nobody = shop.App.Anonymous();
        var first = await Invite(shen, Address("gone", shop), [Role.Agent]);

        var again = await shen.Api.Post<InvitationLink>($"{shen.Desk}/invitations/{first.Invitation.Id}/link");
        (await Refusal(() => nobody.Post("/api/v1/invitations/accept", Answer(Token(first))))).ShouldBe("invitation.unknown");
        await shen.Api.Delete($"{shen.Desk}/invitations/{first.Invitation.Id}");
        (await Refusal(() => nobody.Post("/api/v1/invitations/accept", Answer(Token(again))))).ShouldBe("invitation.unknown");
    }

    [Theory, BothDatabases]
    public async Task A_link_ends_after_a_week(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 8, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var shen = await shop.SignsIn("Shen");
        var token = Token(await Invite(shen, Address("late", shop), [Role.Agent]));
        using var nobody = app.Anonymous();

        clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromMilliseconds(1));

        (await Refusal(() => nobody.Post("/api/v1/invitations/accept", Answer(token)))).ShouldBe("invitation.unknown");
    }

    [Theory, BothDatabases]
    public async Task A_manager_invites_no_owner(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        using var nobody = shop.App.Anonymous();
        await nobody.Post("/api/v1/invitations/accept", Answer(Token(await Invite(shen, Address("guan", shop), [Role.StoreManager]))));
        await using var guan = await Agent.SignsIn(shop.App.Address, Address("guan", shop), Password, shop.Id);

        (await Should.ThrowAsync<Refused>(() => Invite(guan, Address("own", shop), [Role.Owner]))).Code.ShouldBe("people.owner_only");
    }

    private static string Address(string name, TestShop shop) => $"{name}.{shop.Id.ToString("N")[20..]}@shop.example";

    private static string Token(InvitationLink link) => new Uri(link.Link).Fragment[1..];

    private static AcceptInvitationRequest Answer(string token) => new(token, "小新", Password, Locales.Chinese);

    private static Task<InvitationLink> Invite(Agent by, string email, IReadOnlyList<Role> roles, IReadOnlyList<Guid>? teams = null) =>
        by.Api.Post<InvitationLink>($"{by.Desk}/invitations", new InviteRequest(email, roles, teams ?? []));

    private static async Task<IReadOnlyList<InvitationView>> Open(Agent by) => (await by.Api.Get<Page<InvitationView>>($"{by.Desk}/invitations")).Items;

    private static async Task<string?> Refusal(Func<Task> act) => (await Should.ThrowAsync<Refused>(act)).Code;
}
