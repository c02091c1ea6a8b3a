using System.Net;
using System.Net.WebSockets;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Http;

/// <summary>Live connections of other sites' pages are refused before the upgrade (W-01); pages cannot be framed or told to run foreign code (W-14).</summary>
public class OriginTests
{
    [Theory]
    [InlineData("/hubs/agent", "https://evil.example")]
    [InlineData("/hubs/agent", "null")]
    [InlineData("/hubs/agent", null)]
    [InlineData("/hubs/visitor", "https://evil.example")]
    [InlineData("/hubs/visitor", "null")]
    [InlineData("/hubs/visitor", null)]
    public async Task W01_A_foreign_page_gets_no_live_connection(string hub, string? origin)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");

        (await Upgrade(shop, hub, origin, lan.Cookies)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("/hubs/visitor")]
    [InlineData("/hubs/agent")]
    public async Task W01_Our_own_page_gets_one(string hub)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");

        (await Upgrade(shop, hub, shop.App.Address.GetLeftPart(UriPartial.Authority), lan.Cookies)).ShouldBe(HttpStatusCode.SwitchingProtocols);
    }

    [Fact]
    public async Task C08_The_agents_hub_is_closed_to_whoever_is_not_signed_in()
    {
        var shop = await TestShop.On(Database.Sqlite);

        (await Upgrade(shop, "/hubs/agent", shop.App.Address.GetLeftPart(UriPartial.Authority), new CookieContainer())).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task An_installation_behind_a_proxy_is_known_by_its_public_address()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => o.PublicUrl = "https://chat.shop.example");
        var shop = await app.NewShop();

        (await Upgrade(shop, "/hubs/visitor", "https://chat.shop.example", new CookieContainer())).ShouldBe(HttpStatusCode.SwitchingProtocols);
        (await Upgrade(shop, "/hubs/visitor", "https://chat.shop.example.evil.example", new CookieContainer())).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Https_makes_the_cookie_the_hosts_own()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => o.PublicUrl = "https://chat.shop.example");
        var shop = await app.NewShop();
        using var browser = app.Anonymous();

        using var answer = await browser.Send(HttpMethod.Post, "/api/v1/session", new SignInRequest(shop.Seeded.People["Lan"].Email, SeededShop.Password));

        var cookie = answer.Headers.GetValues("Set-Cookie").Single(c => c.StartsWith("__Host-xiaoer=", StringComparison.Ordinal));
        cookie.ShouldContain("secure", Case.Insensitive);
        answer.Headers.GetValues("Strict-Transport-Security").ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("/api/v1/session")]
    [InlineData("/nowhere")]
    [InlineData("/healthz")]
    public async Task W14_Every_answer_forbids_framing_and_guessing(string path)
    {
        var shop = await TestShop.On(Database.Sqlite);
        using var browser = shop.App.Anonymous();

        using var answer = await browser.Send(HttpMethod.Get, path);

        answer.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    private static async Task<HttpStatusCode> Upgrade(TestShop shop, string hub, string? origin, CookieContainer cookies)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        socket.Options.Cookies = cookies;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new UriBuilder(new Uri(shop.App.Address, hub)) { Scheme = "ws" }.Uri, CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // The status tells.
        }

        return socket.HttpStatusCode;
    }
}
