using System.Net;
using System.Text;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Http;

/// <summary>Text that one of the databases cannot keep is refused by both, with the field's name, before either is asked.</summary>
public class UnfitTextTests
{
    [Theory, BothDatabases]
    public async Task What_is_no_text_is_refused_wherever_it_is_written(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await using var visitor = await shop.Arrives();
        using var stranger = shop.App.Anonymous();

        await Refused(stranger, HttpMethod.Post, "/api/v1/session", "{'email':'a\\u0000@x.example','password':'long-enough-for-this'}", "email");
        await Refused(shen.Api, HttpMethod.Put, "/api/v1/session", "{'name':'Sh\\u0000n','locale':'zh-CN'}", "name");
        await Refused(shen.Api, HttpMethod.Post, "/api/v1/shops", "{'name':'\\u0000','currency':'CNY','time_zone':'Asia/Shanghai','locale':'zh-CN'}", "name");
        await Refused(shen.Api, HttpMethod.Post, $"{shen.Desk}/teams", "{'name':'\\u0000'}", "name");
        await Refused(shen.Api, HttpMethod.Post, $"{shen.Desk}/api-keys", "{'name':'\\u0000','scopes':['orders.read']}", "name");
        await Refused(shen.Api, HttpMethod.Post, $"{shen.Desk}/people",
            "{'name':'\\u0000','email':'yun@shop.example','password':'long-enough-for-this','roles':['agent'],'team_ids':[]}", "name");
        await Refused(shen.Api, HttpMethod.Post, $"{shen.Desk}/channels", $"{{'name':'\\u0000','team_id':'{shop.Seeded.Sales}'}}", "name");
        await Refused(visitor.Api, HttpMethod.Post, "/api/v1/widget/page", "{'url':'https://shop.example/\\u0000'}", "bad_page");
    }

    [Theory, BothDatabases]
    public async Task What_is_no_text_is_refused_as_a_filter(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        foreach (var filter in new[] { "orders?external_id=%00", "products?external_id=%00", "products?sku=%00", "audit?action=%00" })
            await Refused(shen.Api, HttpMethod.Get, $"{shen.Desk}/{filter}", null, filter.Split('?', '=')[1]);
    }

    [Theory, BothDatabases]
    public async Task Five_chinese_signatures_fit_and_what_does_not_fit_is_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        string[] lines = [.. Enumerable.Repeat(new string('茶', 40), 5)];

        var opened = await shen.Api.Post<ChannelSecret>($"{shen.Desk}/channels", Channel(shop, lines));

        await using var visitor = await Visitor.Arrives(shop.App.Address, opened.Id);
        visitor.Visit.Look.Signatures.ShouldBe(lines);
        await Refused(shen, Channel(shop, [.. Enumerable.Repeat(new string('茶', 300), 5)]), "signatures");
        await Refused(shen, Channel(shop, ["\0"]), "signatures");
        await Refused(shen, Channel(shop, [], [.. Enumerable.Range(10, 11).Select(i => $"https://{i}.{string.Join('.', Enumerable.Repeat(new string('a', 43), 4))}.example")]), "allowed_origins");
    }

    [Theory, BothDatabases]
    public async Task What_only_the_store_notices_is_the_senders_mistake_and_not_ours(Database database)
    {
        var shop = await TestShop.On(database);
        using var stranger = shop.App.Anonymous();

        using var answer = await stranger.Send(HttpMethod.Post, $"/api/v1/widget/channels/{shop.Channel}/visits", new OpenVisitRequest(null, shop.Vouches("c-1", id: "once\0"), null, null));

        answer.StatusCode.ShouldBeOneOf(HttpStatusCode.OK, HttpStatusCode.BadRequest, HttpStatusCode.Unauthorized);
    }

    private static CreateChannelRequest Channel(TestShop shop, string[] signatures, string[]? origins = null) => new("网页", shop.Seeded.Sales, null, null, signatures, origins);

    private static async Task Refused(Agent agent, CreateChannelRequest request, string field)
    {
        using var answer = await agent.Api.Send(HttpMethod.Post, $"{agent.Desk}/channels", request);
        await Named(answer, field);
    }

    private static async Task Refused(Api api, HttpMethod method, string path, string? json, string field)
    {
        using var body = json is null ? null : new StringContent(json.Replace('\'', '"'), Encoding.UTF8, "application/json");
        using var answer = await api.Send(method, path, body);
        await Named(answer, field);
    }

    private static async Task Named(HttpResponseMessage answer, string field)
    {
        var text = await answer.Content.ReadAsStringAsync();
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest, text);
        text.ShouldContain($"\"{field}\"");
    }
}
