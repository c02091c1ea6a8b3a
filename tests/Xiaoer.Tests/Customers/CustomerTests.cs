using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Customers;

/// <summary>Customers over the API: found, kept, masked.</summary>
public class CustomerTests
{
    private static readonly PutCustomerRequest Lan = new("王小兰", "杭州", "138 0000 2071", "Lan@Shop.Example");

    [Theory, BothDatabases]
    public async Task Contact_data_is_masked_until_somebody_gives_a_reason(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lead = await shop.SignsIn("Bo");
        var put = await lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-1", Lan);

        foreach (var seen in new[] { put, await lead.Api.Get<CustomerView>($"{lead.Desk}/customers/{put.Id}"), (await Find(lead, "c-1")).Single() })
            seen.Identities.Select(i => (i.Kind, i.Value, i.Masked)).ShouldBe([(IdentityKind.Phone, "138****2071", true), (IdentityKind.Email, "l***@shop.example", true)]);

        var full = await lead.Api.Post<CustomerView>($"{lead.Desk}/customers/{put.Id}/unmask", new UnmaskRequest("calls back about a parcel"));
        full.Identities.Select(i => i.Value).ShouldBe(["+86 138 0000 2071", "Lan@Shop.Example"], ignoreOrder: true);
        var entry = await shop.App.Look(db => db.Set<AuditEntry>().SingleAsync(a => a.ShopId == new ShopId(shop.Id) && a.Action == "customer.unmasked"));
        (entry.Actor, entry.Subject).ShouldBe((lead.Id, put.Id));
        entry.Details!.ShouldContain("calls back about a parcel");
    }

    [Fact]
    public async Task Who_may_not_unmask_sees_nothing_and_a_look_needs_a_reason()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lead = await shop.SignsIn("Bo");
        await using var agent = await shop.SignsIn("Lan");
        var customer = await lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-1", Lan);

        (await Should.ThrowAsync<Refused>(() => agent.Api.Post($"{agent.Desk}/customers/{customer.Id}/unmask", new UnmaskRequest("I want to")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await Should.ThrowAsync<Refused>(() => lead.Api.Post($"{lead.Desk}/customers/{customer.Id}/unmask", new UnmaskRequest("")))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task A_search_finds_the_beginning_of_a_name_and_only_whole_numbers(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lead = await shop.SignsIn("Bo");
        await lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-1", Lan);
        await lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-22", new PutCustomerRequest("Wang Ming", null, null, null));

        foreach (var whole in new[] { "王", "王小", "王小兰", "c-1", "13800002071", "+86 138-0000-2071", "lan@shop.example", "LAN@shop.example" })
            (await Find(lead, whole)).Select(c => c.ExternalId).ShouldBe(["c-1"], whole);
        (await Find(lead, "wang m")).Single().ExternalId.ShouldBe("c-22");
        foreach (var part in new[] { "小兰", "c-", "1380000", "138000020", "+86138", "lan@", "lan", "shop.example", "%", "王%", "_", "'; DROP TABLE customers" })
            (await Find(lead, part)).ShouldBeEmpty(part);
    }

    [Theory, BothDatabases]
    public async Task Pages_neither_repeat_nor_skip_while_customers_come(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lead = await shop.SignsIn("Bo");
        for (var i = 0; i < 7; i++) await lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-{i}", new PutCustomerRequest($"Customer {i}", null, null, null));

        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = await lead.Api.Get<Page<CustomerView>>($"{lead.Desk}/customers?limit=3{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(page.Items.Select(c => c.ExternalId));
            next = page.Next;
            await lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/new-{seen.Count}", new PutCustomerRequest("New", null, null, null));
        }
        while (next is not null);

        seen.ShouldBe(["c-6", "c-5", "c-4", "c-3", "c-2", "c-1", "c-0"]);
    }

    [Theory]
    [InlineData("limit=0")]
    [InlineData("limit=201")]
    [InlineData("limit=1000000000")]
    [InlineData("limit=many")]
    [InlineData("cursor=x")]
    [InlineData("cursor=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA*")]
    [InlineData("sort=name")]
    [InlineData("order=%3Cb%3E")]
    [InlineData("q=%00")]
    public async Task A_list_refuses_what_it_does_not_know(string query)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lead = await shop.SignsIn("Bo");

        foreach (var list in new[] { "customers", "orders", "products" })
            if (list == "customers" || !query.StartsWith("q=", StringComparison.Ordinal))
                (await lead.Api.Send(HttpMethod.Get, $"{lead.Desk}/{list}?{query}")).StatusCode.ShouldBe(HttpStatusCode.BadRequest, list);
    }

    [Theory, BothDatabases]
    public async Task Putting_the_same_again_changes_nothing_and_a_number_has_one_owner(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lead = await shop.SignsIn("Bo");
        var path = $"{lead.Desk}/customers/by-external-id/c-1";

        var first = await lead.Api.Send(HttpMethod.Put, path, Lan);
        var again = await lead.Api.Send(HttpMethod.Put, path, Lan);

        (first.StatusCode, again.StatusCode).ShouldBe((HttpStatusCode.Created, HttpStatusCode.OK));
        again.Headers.ETag!.Tag.ShouldBe(first.Headers.ETag!.Tag);
        var taken = await Should.ThrowAsync<Refused>(() => lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-2", new PutCustomerRequest("Other", null, "13800002071", null)));
        (taken.Status, taken.Code).ShouldBe((HttpStatusCode.Conflict, "customer.identity_taken"));
        (await lead.Api.Put<CustomerView>(path, new PutCustomerRequest("王小兰", "杭州", null, null))).Identities.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("138****2071", null)]
    [InlineData("12", null)]
    [InlineData(null, "l***@x.com")]
    [InlineData(null, "lan")]
    public async Task Masked_or_broken_contact_data_is_refused(string? phone, string? email)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lead = await shop.SignsIn("Bo");

        (await Should.ThrowAsync<Refused>(() => lead.Api.Put<CustomerView>($"{lead.Desk}/customers/by-external-id/c-1", new PutCustomerRequest("Lan", null, phone, email))))
            .Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Notes_are_taken_back_by_their_author_or_a_lead(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var bo = await shop.SignsIn("Bo");
        var customer = await lan.Api.Put<CustomerView>($"{lan.Desk}/customers/by-external-id/c-1", Lan);
        var notes = $"{lan.Desk}/customers/{customer.Id}/notes";
        var first = await lan.Api.Post<CustomerNoteView>(notes, new AddCustomerNoteRequest("likes celadon\r\n<b>calls late</b>"));
        var second = await mei.Api.Post<CustomerNoteView>(notes, new AddCustomerNoteRequest("second"));

        (await lan.Api.Get<CustomerView>($"{lan.Desk}/customers/{customer.Id}")).Notes.Select(n => (n.Text, n.AuthorName))
            .ShouldBe([("second", "Mei"), ("likes celadon\n<b>calls late</b>", "Lan")]);
        (await Find(lan, "c-1")).ShouldAllBe(c => c.Notes.Count == 0);
        (await Should.ThrowAsync<Refused>(() => mei.Api.Delete($"{notes}/{first.Id}"))).Code.ShouldBe("customer.note_of_another");
        await lan.Api.Delete($"{notes}/{first.Id}");
        await bo.Api.Delete($"{notes}/{second.Id}");
        (await Should.ThrowAsync<Refused>(() => bo.Api.Delete($"{notes}/{second.Id}"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static async Task<IReadOnlyList<CustomerView>> Find(Agent who, string q) =>
        (await who.Api.Get<Page<CustomerView>>($"{who.Desk}/customers?q={Uri.EscapeDataString(q)}")).Items;
}
