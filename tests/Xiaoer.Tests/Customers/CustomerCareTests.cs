using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Http;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Customers;

/// <summary>How agents sort their customers: tags, groups, importance, pinned notes (A3.13).</summary>
public class CustomerCareTests
{
    [Theory, BothDatabases]
    public async Task A_tag_is_made_by_its_first_customer_offered_to_the_next_and_goes_with_the_last(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var (wang, li) = (await Known(lan, "c-1", "王"), await Known(lan, "c-2", "李"));

        var tag = await lan.Api.Post<LabelView>($"{lan.Desk}/customers/{wang.Id}/labels", new AddLabelRequest(LabelKind.Tag, " 爱  砍价 ", LabelColor.Amber));
        var again = await lan.Api.Post<LabelView>($"{lan.Desk}/customers/{li.Id}/labels", new AddLabelRequest(LabelKind.Tag, "爱 砍价", LabelColor.Red));

        (tag.Name, again.Id, again.Color).ShouldBe(("爱 砍价", tag.Id, LabelColor.Amber));
        (await Offered(lan, "砍")).Select(l => (l.Name, l.Customers)).ShouldBe([("爱 砍价", 2)]);
        (await Get(lan, wang.Id)).Labels.Single().Id.ShouldBe(tag.Id);
        (await List(lan, $"tag={tag.Id}")).ShouldBe(["c-2", "c-1"]);
        await lan.Api.Delete($"{lan.Desk}/customers/{wang.Id}/labels/{tag.Id}");
        await lan.Api.Delete($"{lan.Desk}/customers/{li.Id}/labels/{tag.Id}");
        (await Offered(lan, "")).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_group_stays_when_nobody_is_in_it_and_has_a_name_of_its_own(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var wang = await Known(lan, "c-1", "王");
        var group = await lan.Api.Post<LabelView>($"{lan.Desk}/customers/labels", new AddLabelRequest(LabelKind.Group, "老客户", null));

        await lan.Api.Post<LabelView>($"{lan.Desk}/customers/{wang.Id}/labels", new AddLabelRequest(LabelKind.Group, "老客户", null));
        (await List(lan, $"group={group.Id}")).ShouldBe(["c-1"]);
        await lan.Api.Delete($"{lan.Desk}/customers/{wang.Id}/labels/{group.Id}");

        (await Offered(lan, "", "group")).Single().Customers.ShouldBe(0);
        (await Should.ThrowAsync<Refused>(() => lan.Api.Post($"{lan.Desk}/customers/labels", new AddLabelRequest(LabelKind.Group, "老客户 ", null)))).Code.ShouldBe("label.taken");
        var path = $"{lan.Desk}/customers/labels/{group.Id}";
        (await lan.Api.Put<LabelView>(path, new SaveLabelRequest("常客", LabelColor.Green))).Name.ShouldBe("常客");
        (await lan.Api.Send(HttpMethod.Put, path, new SaveLabelRequest("熟客", LabelColor.Green), ("If-Match", "\"1\""))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        await lan.Api.Delete(path);
        (await Offered(lan, "", "group")).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Importance_is_set_filtered_audited_and_guarded_by_the_version(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var (wang, _) = (await Known(lan, "c-1", "王"), await Known(lan, "c-2", "李"));
        var path = $"{lan.Desk}/customers/{wang.Id}/importance";

        (await lan.Api.Send(HttpMethod.Put, path, new SetImportanceRequest(Importance.Key), ("If-Match", $"\"{wang.Version}\""))).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await lan.Api.Send(HttpMethod.Put, path, new SetImportanceRequest(Importance.Watch), ("If-Match", $"\"{wang.Version}\""))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
        var now = await Get(lan, wang.Id);
        (now.Importance, now.Version).ShouldBe((Importance.Key, wang.Version + 1));
        (await List(lan, "importance=key")).ShouldBe(["c-1"]);
        (await List(lan, "importance=normal")).ShouldBe(["c-2"]);
        (await lan.Api.Send(HttpMethod.Get, $"{lan.Desk}/customers?importance=high")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await shop.App.Look(db => db.Set<AuditEntry>().CountAsync(a => a.ShopId == new ShopId(shop.Id) && a.Action == "customer.ranked"))).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_pinned_note_stands_above_newer_ones(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var wang = await Known(lan, "c-1", "王");
        var first = await lan.Api.Post<CustomerNoteView>($"{lan.Desk}/customers/{wang.Id}/notes", new AddCustomerNoteRequest("never call before ten"));
        await lan.Api.Post<CustomerNoteView>($"{lan.Desk}/customers/{wang.Id}/notes", new AddCustomerNoteRequest("asked for size 38"));

        await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/customers/{wang.Id}/notes/{first.Id}/pin", new PinNoteRequest(true));
        (await Get(lan, wang.Id)).Notes.Select(n => (n.Text, n.Pinned)).ShouldBe([("never call before ten", true), ("asked for size 38", false)]);

        await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/customers/{wang.Id}/notes/{first.Id}/pin", new PinNoteRequest(false));
        (await Get(lan, wang.Id)).Notes.Select(n => n.Text).ShouldBe(["asked for size 38", "never call before ten"]);
    }

    [Theory, BothDatabases]
    public async Task Colleagues_hear_of_a_change_at_once_and_when_they_catch_up(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");
        var wang = await Known(lan, "c-1", "王");
        var line = await hua.Connects();
        var before = (await hua.Inbox()).Cursor;

        await lan.Api.Post<LabelView>($"{lan.Desk}/customers/{wang.Id}/labels", new AddLabelRequest(LabelKind.Tag, "新客", null));

        (await line.Until(e => e.Name == CustomerEvents.Changed)).Read<CustomerChanged>().Id.ShouldBe(wang.Id);
        var missed = await hua.EventsAfter(before);
        missed.Events.Where(e => e.Name == CustomerEvents.Changed).Select(e => e.Read<CustomerChanged>().Id).ShouldBe([wang.Id]);
    }

    [Fact]
    public async Task Who_may_only_read_sorts_nobody_and_a_key_does_what_its_scopes_say()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");
        await using var gu = await shop.SignsIn("Gu");
        var wang = await Known(lan, "c-1", "王");
        using var key = Neighbourhood.With(shop.App, await Neighbourhood.KeyOf(shop, Permissions.ReadCustomers, Permissions.WriteCustomers));

        (await Should.ThrowAsync<Refused>(() => gu.Api.Post($"{gu.Desk}/customers/{wang.Id}/labels", new AddLabelRequest(LabelKind.Tag, "x", null)))).Status.ShouldBe(HttpStatusCode.Forbidden);
        await key.Post<LabelView>($"{lan.Desk}/customers/{wang.Id}/labels", new AddLabelRequest(LabelKind.Tag, "from the shop's system", null));
        (await Get(gu, wang.Id)).Labels.Single().Name.ShouldBe("from the shop's system");
    }

    [Theory, BothDatabases]
    public async Task P5_Another_shops_tag_narrows_nothing_here_and_takes_nobody_in(Database database)
    {
        var (shop, other) = (await TestShop.On(database), await TestShop.On(database));
        await using var lan = await shop.SignsIn("Lan");
        await using var theirs = await other.SignsIn("Lan");
        await Known(lan, "c-1", "王");
        var neighbour = await Known(theirs, "c-1", "王");
        var tag = await theirs.Api.Post<LabelView>($"{theirs.Desk}/customers/{neighbour.Id}/labels", new AddLabelRequest(LabelKind.Tag, "theirs", null));

        (await List(lan, $"tag={tag.Id}")).ShouldBeEmpty();
        (await Offered(lan, "")).ShouldBeEmpty();
        foreach (var (method, path) in new[] { ("DELETE", $"customers/labels/{tag.Id}"), ("POST", $"customers/{neighbour.Id}/labels"), ("PUT", $"customers/{neighbour.Id}/importance"), ("GET", $"customers/{neighbour.Id}/warnings") })
        {
            object? body = method switch { "POST" => new AddLabelRequest(LabelKind.Tag, "x", null), "PUT" => new SetImportanceRequest(Importance.Key), _ => null };
            (await lan.Api.Send(new HttpMethod(method), $"{lan.Desk}/{path}", body)).StatusCode.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    internal static Task<CustomerView> Known(Agent agent, string number, string name, string? phone = null, string? email = null) =>
        agent.Api.Put<CustomerView>($"{agent.Desk}/customers/by-external-id/{number}", new PutCustomerRequest(name, null, phone, email));

    internal static Task<CustomerView> Get(Agent agent, Guid id) => agent.Api.Get<CustomerView>($"{agent.Desk}/customers/{id}");

    private static async Task<IReadOnlyList<LabelView>> Offered(Agent agent, string part, string kind = "tag") =>
        (await agent.Api.Get<Page<LabelView>>($"{agent.Desk}/customers/labels?kind={kind}&q={Uri.EscapeDataString(part)}")).Items;

    private static async Task<IEnumerable<string>> List(Agent agent, string narrowed) => (await agent.Api.Get<Page<CustomerView>>($"{agent.Desk}/customers?{narrowed}")).Items.Select(c => c.ExternalId);
}
