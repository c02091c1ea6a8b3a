using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Architecture;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;


namespace Xiaoer.Tests.Http;

/// <summary>Every endpoint × everybody who must not get in (A-01, A-06, C-03, P5). The list of endpoints comes from the running program.</summary>
[Trait("speed", "slow")]
public partial class AccessMatrixTests
{
    private const string Approved = "tests/Xiaoer.Tests/Http/endpoints.txt";
    private static readonly Guid Never = new("0199c0de-0000-7000-8000-00000000dead");

    [Fact]
    public async Task Every_endpoint_stands_on_the_list_with_who_may_call_it()
    {
        var running = await EndpointCatalogue.Read(await XiaoerApp.On(Database.Sqlite));

        var listed = SourceTree.Read(Approved).Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(l => !l.StartsWith('#'));
        running.Select(e => e.ToString()).ShouldBe(listed, $"{Approved} is the list; new or changed endpoints are judged there first:\n{string.Join('\n', running)}\n");
        running.ShouldNotContain(e => e.Access == "UNGUARDED");
    }

    [Fact]
    public async Task Strangers_are_told_to_sign_in()
    {
        var all = await Neighbourhood.Get();
        using var nobody = all.Shop.App.Anonymous();
        using var visitor = Neighbourhood.With(all.Shop.App, all.Visitor.Token);

        await Each(e => e.Access != "anonymous", async endpoint =>
        {
            using var answer = await nobody.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint));
            var asVisitor = endpoint.Access == "visitor" ? HttpStatusCode.Unauthorized : (await visitor.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint))).StatusCode;
            return answer.StatusCode == HttpStatusCode.Unauthorized && asVisitor == HttpStatusCode.Unauthorized ? null : $"nobody {answer.StatusCode}, a visitor {asVisitor}";
        });
    }

    [Fact]
    public async Task Another_shops_owner_and_key_find_nothing_here()
    {
        var all = await Neighbourhood.Get();
        using var key = Neighbourhood.With(all.Shop.App, await Neighbourhood.KeyOf(all.Other, [.. Permissions.All]));

        await Each(e => e.OfShop, async endpoint =>
        {
            using var asOwner = await all.OtherOwner.Api.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint));
            using var asKey = await key.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint));
            using var nowhere = await all.OtherOwner.Api.Send(new HttpMethod(endpoint.Method), Path(endpoint, Never, Never), Body(endpoint));
            var told = await Told(asOwner);
            return asOwner.StatusCode == HttpStatusCode.NotFound && asKey.StatusCode == HttpStatusCode.NotFound && told == await Told(nowhere)
                ? null
                : $"their owner {asOwner.StatusCode}, their key {asKey.StatusCode}; a shop that does not exist {nowhere.StatusCode}";
        });
    }

    [Fact]
    public async Task A_key_does_only_what_its_scopes_say_and_nothing_that_takes_a_person()
    {
        var all = await Neighbourhood.Get();
        var keys = new Dictionary<string, Api>();
        foreach (var permission in Permissions.All)
            keys[permission] = Neighbourhood.With(all.Shop.App, await Neighbourhood.KeyOf(all.Shop, [.. Permissions.All.Where(p => p != permission)]));
        using var everything = Neighbourhood.With(all.Shop.App, await Neighbourhood.KeyOf(all.Shop, [.. Permissions.All]));

        await Each(e => e.OfShop && e.Permission is not null, async endpoint =>
        {
            using var lacking = await keys[endpoint.Permission!].Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint));
            if (lacking.StatusCode != HttpStatusCode.Forbidden) return $"a key without {endpoint.Permission}: {lacking.StatusCode}";
            if (!endpoint.PersonOnly) return null;
            using var person = await everything.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint));
            return person.StatusCode == HttpStatusCode.Forbidden ? null : $"a key in a person's place: {person.StatusCode}";
        });
    }

    [Fact]
    public async Task Another_shops_things_look_as_if_they_did_not_exist()
    {
        var all = await Neighbourhood.Get();

        await Each(e => e.OfShop && Ids().IsMatch(e.Pattern), async endpoint =>
        {
            var kind = Kind().Match(endpoint.Pattern).Groups[1].Value;
            if (!all.Theirs.TryGetValue(kind, out var theirs)) return null;
            using var foreign = await all.Owner.Api.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, theirs), Body(endpoint));
            using var never = await all.Owner.Api.Send(new HttpMethod(endpoint.Method), Path(endpoint, all.Shop.Id, Never), Body(endpoint));
            return foreign.StatusCode == never.StatusCode && await Told(foreign) == await Told(never) && (int)foreign.StatusCode is >= 400 and < 500
                ? null
                : $"theirs {foreign.StatusCode}, nobody's {never.StatusCode}";
        });
    }

    [Fact]
    public async Task A_key_in_the_address_is_no_key()
    {
        var all = await Neighbourhood.Get();
        var key = await Neighbourhood.KeyOf(all.Shop, [.. Permissions.All]);
        using var nobody = all.Shop.App.Anonymous();

        foreach (var name in new[] { "api_key", "access_token", "token", "key", "authorization" })
            (await nobody.Send(HttpMethod.Get, $"/api/v1/shops/{all.Shop.Id}/customers?{name}={key}")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized, name);
        (await nobody.Send(HttpMethod.Get, $"/api/v1/shops/{all.Shop.Id}/customers", null, ("X-Remote-User", "admin"), ("X-Api-Key", key))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private static async Task Each(Func<CataloguedEndpoint, bool> which, Func<CataloguedEndpoint, Task<string?>> judge)
    {
        List<string> broken = [];
        var tried = 0;
        foreach (var endpoint in (await EndpointCatalogue.Read(await XiaoerApp.On(Database.Sqlite))).Where(e => e.Pattern.StartsWith("/api/v1/", StringComparison.Ordinal) && which(e)))
        {
            tried++;
            if (await judge(endpoint) is { } wrong) broken.Add($"{endpoint}: {wrong}");
        }
        broken.ShouldBeEmpty();
        tried.ShouldBeGreaterThan(5);
    }

    private static string Path(CataloguedEndpoint endpoint, Guid shop, Guid id) =>
        Parameter().Replace(endpoint.Pattern.Replace("{shop:guid}", shop.ToString(), StringComparison.Ordinal), m => m.Value.Contains(":guid", StringComparison.Ordinal) ? id.ToString() : "x-1");

    private static object? Body(CataloguedEndpoint endpoint)
    {
        if (endpoint.Method is "GET" or "DELETE") return null;
        if (endpoint.Method == "POST" && endpoint.Pattern.Split('/') is [.., "imports", "orders" or "customers" or "products"] or [.., "phrases", "imports"])
            return new StringContent("a,b", System.Text.Encoding.UTF8, "text/csv");
        var last = endpoint.Pattern.Split('/')[^1];
        return last switch
        {
            "messages" => new { client_message_id = "m-1", kind = "text", text = "hello" },
            "transfer" => new { team_id = Never },
            "step" => new { step = "win" },
            "read" => new { sequence = 1 },
            "notes" => new { text = "a note" },
            "phrases" => new { scope = "personal", text = "hello" },
            "uses" => new { use_id = Never },
            "promotions" => Neighbourhood.AnyPromotion,
            "move-in" => new { source = "desk" },
            "labels" => new { kind = "group", name = "regulars" },
            "pin" => new { pinned = true },
            "importance" => new { importance = "watch" },
            "warnings" => new { kind = "look_alike", dismissed = true },
            "customer" => new { name = "Visitor" },
            "bulk" => new { action = "read", ids = new[] { Never } },
            "notebook" => new { text = "mine" },
            "views" => AnyView,
            "block" => new { reason = "abuse" },
            "invitations" when endpoint.Pattern.Contains("/visitors/", StringComparison.Ordinal) => new { text = "hello" },
            "unmask" => new { reason = "asked by phone" },
            "folders" => new { scope = "personal", from = "a", to = "b" },
            _ when endpoint.Pattern.Contains("/labels/", StringComparison.Ordinal) => new { name = "regulars", color = "grey" },
            _ when endpoint.Pattern.Contains("/views/", StringComparison.Ordinal) => AnyView,
            _ when endpoint.Pattern.Contains("/promotions/", StringComparison.Ordinal) => Neighbourhood.AnyPromotion,
            _ when endpoint.Pattern.EndsWith("/phrases/{id:guid}", StringComparison.Ordinal) => new { scope = "personal", text = "hello" },
            _ when endpoint.Pattern.Contains("/orders/", StringComparison.Ordinal) => Neighbourhood.AnyOrder,
            _ => new { },
        };
    }

    private static object AnyView => new { name = "late", shared = false, pinned = true, conditions = new { list = "all" } };

    /// <summary>What a refusal tells, without what differs each time.</summary>
    private static async Task<string> Told(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        if (text.Length == 0) return "";
        var json = JsonNode.Parse(text)!.AsObject();
        foreach (var name in new[] { "traceId", "trace_id", "instance" }) json.Remove(name);
        return json.ToJsonString();
    }

    [GeneratedRegex(@"\{[^}]+\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"/(\w[\w-]*)/\{(?!shop)\w+:guid\}")]
    private static partial Regex Ids();

    [GeneratedRegex(@"\{shop:guid\}/([\w-]+)/\{\w+:guid\}")]
    private static partial Regex Kind();
}
