using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>Who may make, change and turn away whom; a shop is never without an owner (S-09).</summary>
public class PeopleTests
{
    [Theory, BothDatabases]
    public async Task A_new_colleague_signs_in_with_the_first_password(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        var added = await Add(shen, "xin", Role.Agent);
        await using var xin = await Agent.SignsIn(shop.App.Address, added.Email, FirstPassword, shop.Id);

        xin.Session.Shops.Single().Roles.ShouldBe([Role.Agent]);
        (await shen.Api.Get<Page<ColleagueView>>($"{shen.Desk}/colleagues")).Items.ShouldContain(c => c.Id == added.Id);
    }

    [Theory, BothDatabases]
    public async Task S09_The_last_owner_stays(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var me = await Person(shen, shen.Id);

        var refused = await Should.ThrowAsync<Refused>(() => Change(shen, me, disabled: true));

        refused.Code.ShouldBe("people.last_owner");
        (await Person(shen, shen.Id)).Disabled.ShouldBeFalse();
    }

    [Theory, BothDatabases]
    public async Task S09_Of_two_owners_who_remove_each_other_at_once_one_remains(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var second = await Add(shen, "zhou", Role.Owner);
        await using var zhou = await Agent.SignsIn(shop.App.Address, second.Email, FirstPassword, shop.Id);
        var (one, other) = (await Person(shen, shen.Id), await Person(shen, zhou.Id));

        await Task.WhenAll(Quietly(Change(shen, other, disabled: true)), Quietly(Change(zhou, one, disabled: true)));

        var id = new ShopId(shop.Id);
        (await shop.App.Look(db => db.Set<Membership>().CountAsync(m => m.ShopId == id && m.DisabledAt == null && m.Roles.Any(r => r.Role == Role.Owner)))).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_manager_neither_makes_nor_touches_an_owner(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var added = await Add(shen, "guan", Role.StoreManager);
        await using var guan = await Agent.SignsIn(shop.App.Address, added.Email, FirstPassword, shop.Id);

        (await Should.ThrowAsync<Refused>(() => Add(guan, "own", Role.Owner))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Should.ThrowAsync<Refused>(() => Change(guan, added, roles: [Role.Owner]))).Status.ShouldBe(HttpStatusCode.Forbidden);
        var reset = await Should.ThrowAsync<Refused>(() => guan.Api.Post($"{guan.Desk}/people/{shen.Id}/password", new ResetPasswordRequest(FirstPassword)));
        reset.Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory, BothDatabases]
    public async Task Another_shops_manager_has_no_power_over_an_account(Database database)
    {
        var (mine, theirs) = (await TestShop.On(database), await TestShop.On(database));
        await using var shen = await mine.SignsIn("Shen");

        var taken = await Should.ThrowAsync<Refused>(() => shen.Api.Post<ShopPersonView>(
            $"{shen.Desk}/people", new AddPersonRequest("Lan", theirs.Seeded.People["Lan"].Email, null, [Role.Agent], [])));

        taken.Code.ShouldBe("people.email_taken");
    }

    [Theory, BothDatabases]
    public async Task A09_Of_two_who_change_the_same_person_one_is_told(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var mei = await Person(shen, shop.Seeded.People["Mei"].Id);

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => shen.Api.Send(
            HttpMethod.Put, $"{shen.Desk}/people/{mei.Id}", new ChangePersonRequest(mei.Name, [Role.TeamLead], [], false), ("If-Match", $"\"{mei.Version}\""))));

        answers.Count(a => a.StatusCode == HttpStatusCode.OK).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.PreconditionFailed).ShouldBe(19);
    }

    [Theory, BothDatabases]
    public async Task C04_Reaching_for_what_ones_roles_do_not_allow_is_refused_and_noted(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var shen = await shop.SignsIn("Shen");

        (await Should.ThrowAsync<Refused>(() => Add(lan, "own", Role.Owner))).Status.ShouldBe(HttpStatusCode.Forbidden);

        var noted = (await shen.Api.Get<Page<AuditView>>($"{shen.Desk}/audit?action=access.refused")).Items.ShouldHaveSingleItem();
        (noted.Actor, noted.ActorName).ShouldBe((lan.Id, "Lan"));
    }

    [Theory, BothDatabases]
    public async Task Who_opened_a_channel_or_renewed_its_secret_stands_in_the_log(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        var channel = await shen.Api.Post<ChannelSecret>($"{shen.Desk}/channels", new CreateChannelRequest("网页", shop.Seeded.Sales, null, null, null, null));
        var renewed = await shen.Api.Post<ChannelSecret>($"{shen.Desk}/channels/{channel.Id}/secret");

        var log = await (await shen.Api.Send(HttpMethod.Get, $"{shen.Desk}/audit")).Content.ReadAsStringAsync();
        var noted = JsonSerializer.Deserialize<Page<AuditView>>(log, XiaoerJson.Options)!.Items.Where(a => a.Subject == channel.Id);
        noted.Select(a => (a.Action, a.Actor)).ShouldBe([("channel.secret_renewed", shen.Id), ("channel.created", shen.Id)], ignoreOrder: true);
        log.ShouldNotContain(channel.Secret);
        log.ShouldNotContain(renewed.Secret);
    }

    [Theory, BothDatabases]
    public async Task A_key_does_no_more_than_its_maker_may_and_is_shown_once(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        var made = await shen.Api.Post<CreatedApiKey>($"{shen.Desk}/api-keys", new CreateApiKeyRequest("erp", [Permissions.ReadOrders]));

        made.Secret.ShouldStartWith("xk_" + made.Key.Prefix);
        (await (await shen.Api.Send(HttpMethod.Get, $"{shen.Desk}/api-keys")).Content.ReadAsStringAsync()).ShouldNotContain(made.Secret);
        (await Should.ThrowAsync<Refused>(() => shen.Api.Post<CreatedApiKey>($"{shen.Desk}/api-keys", new CreateApiKeyRequest("all", ["everything"]))))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_found_the_same_team_one_is_told_that_it_is_there(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => shen.Api.Send(HttpMethod.Post, $"{shen.Desk}/teams", new SaveTeamRequest("直播"))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Count(a => a.StatusCode == HttpStatusCode.Conflict).ShouldBe(7);
    }

    private const string FirstPassword = "first-password-7";

    private static Task<ShopPersonView> Add(Agent by, string name, Role role) => by.Api.Post<ShopPersonView>(
        $"{by.Desk}/people", new AddPersonRequest(name, $"{name}.{by.Shop.ToString("N")[20..]}@shop.example", FirstPassword, [role], []));

    private static Task<ShopPersonView> Person(Agent by, Guid id) => by.Api.Get<ShopPersonView>($"{by.Desk}/people/{id}");

    private static Task<ShopPersonView> Change(Agent by, ShopPersonView person, bool disabled = false, IReadOnlyList<Role>? roles = null) => by.Api.Put<ShopPersonView>(
        $"{by.Desk}/people/{person.Id}", new ChangePersonRequest(person.Name, roles ?? person.Roles, person.TeamIds, disabled));

    private static async Task Quietly(Task task)
    {
        try
        {
            await task;
        }
        catch (Refused)
        {
            // One of the two is refused; which, is their race.
        }
    }
}
