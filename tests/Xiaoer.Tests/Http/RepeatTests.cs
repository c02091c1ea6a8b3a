using System.Net;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Http;

/// <summary>The same request twice, and two requests for the same thing .</summary>
public class RepeatTests
{
    [Theory, BothDatabases]
    public async Task A09_Of_two_who_change_the_same_version_one_is_told(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var path = $"{shen.Desk}/customers/by-external-id/c-1";
        using var created = await shen.Api.Send(HttpMethod.Put, path, Named("王"));
        var tag = created.Headers.ETag.ShouldNotBeNull();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => shen.Api.Send(HttpMethod.Put, path, Named($"王 {i}"), ("If-Match", tag.ToString()))));

        answers.Count(a => a.IsSuccessStatusCode).ShouldBe(1);
        answers.Where(a => !a.IsSuccessStatusCode).ShouldAllBe(a => a.StatusCode == HttpStatusCode.PreconditionFailed);
    }

    [Theory, BothDatabases]
    public async Task A09_A_fresh_tag_gets_in_and_a_crooked_one_does_not(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var path = $"{shen.Desk}/customers/by-external-id/c-2";
        using var first = await shen.Api.Send(HttpMethod.Put, path, Named("李"));
        using var second = await shen.Api.Send(HttpMethod.Put, path, Named("李四"), ("If-Match", first.Headers.ETag!.ToString()));

        second.StatusCode.ShouldBe(HttpStatusCode.OK);
        second.Headers.ETag.ShouldNotBe(first.Headers.ETag);
        (await shen.Api.Send(HttpMethod.Put, path, Named("李五"), ("If-Match", "\"nonsense\""))).StatusCode.ShouldBeOneOf(HttpStatusCode.PreconditionFailed, HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task A08_The_same_key_and_body_get_the_first_answer(Database database)
    {
        var (shop, api, customer) = await Notes(database);

        using var first = await Note(api, shop, customer, "called back", "1fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f");
        using var again = await Note(api, shop, customer, "called back", "1fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f");

        first.IsSuccessStatusCode.ShouldBeTrue();
        again.StatusCode.ShouldBe(first.StatusCode);
        (await again.Content.ReadAsStringAsync()).ShouldBe(await first.Content.ReadAsStringAsync());
        (await api.Get<CustomerView>($"/api/v1/shops/{shop.Id}/customers/{customer}")).Notes.Count(n => n.Text == "called back").ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A08_The_same_key_with_another_body_is_refused(Database database)
    {
        var (shop, api, customer) = await Notes(database);

        using var first = await Note(api, shop, customer, "one", "2fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f");
        using var other = await Note(api, shop, customer, "two", "2fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f");

        other.StatusCode.ShouldBe(HttpStatusCode.UnprocessableEntity);
    }

    [Theory, BothDatabases]
    public async Task A08_Many_at_once_do_the_work_once(Database database)
    {
        var (shop, api, customer) = await Notes(database);

        var answers = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Note(api, shop, customer, "once", "3fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f")));

        answers.ShouldAllBe(a => a.IsSuccessStatusCode || a.StatusCode == HttpStatusCode.Conflict);
        answers.Count(a => a.IsSuccessStatusCode).ShouldBeGreaterThan(0);
        (await api.Get<CustomerView>($"/api/v1/shops/{shop.Id}/customers/{customer}")).Notes.Count(n => n.Text == "once").ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A08_Anothers_key_is_independent_and_a_crooked_one_is_refused(Database database)
    {
        var (shop, api, customer) = await Notes(database);
        using var other = Neighbourhood.With(shop.App, await Neighbourhood.KeyOf(shop, Permissions.ReadCustomers, Permissions.WriteCustomers));

        using var mine = await Note(api, shop, customer, "same", "4fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f");
        using var theirs = await Note(other, shop, customer, "same", "4fd0bd5c-7a1a-4b7e-9df9-1f2b3c4d5e6f");

        theirs.IsSuccessStatusCode.ShouldBeTrue();
        (await api.Get<CustomerView>($"/api/v1/shops/{shop.Id}/customers/{customer}")).Notes.Count(n => n.Text == "same").ShouldBe(2);
        (await Note(api, shop, customer, "x", "not a uuid")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static PutCustomerRequest Named(string name) => new(name, null, null, null);

    private static Task<HttpResponseMessage> Note(Api api, TestShop shop, Guid customer, string text, string key) =>
        api.Send(HttpMethod.Post, $"/api/v1/shops/{shop.Id}/customers/{customer}/notes", new AddCustomerNoteRequest(text), ("Idempotency-Key", key));

    private static async Task<(TestShop, Api, Guid)> Notes(Database database)
    {
        var shop = await TestShop.On(database);
        var api = Neighbourhood.With(shop.App, await Neighbourhood.KeyOf(shop, Permissions.ReadCustomers, Permissions.WriteCustomers));
        var customer = await api.Put<CustomerView>($"/api/v1/shops/{shop.Id}/customers/by-external-id/c-1", Named("王"));
        return (shop, api, customer.Id);
    }
}
