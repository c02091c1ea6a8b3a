using System.Net;
using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR.Client;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Other people's conversations and other people's pages: refused before anything happens (W-01, W-04, W-14, C-08).</summary>
public class ForeignTests
{
    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("http://127.0.0.1.evil.example")]
    public async Task W01_A_foreign_page_cannot_open_a_line_with_an_agents_cookie(string origin)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");

        (await Upgrade(shop, "/hubs/agent", origin, lan.Cookies)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    public async Task W01_A_foreign_page_cannot_open_a_visitors_line(string origin)
    {
        var shop = await TestShop.On(Database.Sqlite);

        // The widget runs in our own frame: whatever page it stands on, its origin is ours.
        (await Upgrade(shop, "/hubs/visitor", origin)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task W01_Without_an_origin_only_a_bearer_gets_in()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var visitor = await shop.Arrives();
        await using var lan = await shop.SignsIn("Lan");

        ((int)await Upgrade(shop, "/hubs/visitor", null)).ShouldBeOneOf(401, 403);
        ((int)await Upgrade(shop, "/hubs/agent", null, lan.Cookies)).ShouldBeOneOf(401, 403);
        await using var line = await visitor.Connects();
    }

    [Fact]
    public async Task C08_Strangers_do_not_reach_the_agents_hub()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var visitor = await shop.Arrives();
        var own = shop.App.Address.GetLeftPart(UriPartial.Authority);

        ((int)await Upgrade(shop, "/hubs/agent", own)).ShouldBeOneOf(401, 403);
        ((int)await Upgrade(shop, "/hubs/agent", own, bearer: visitor.Token)).ShouldBeOneOf(401, 403);
    }

    [Theory, BothDatabases]
    public async Task W04_Other_peoples_conversations_look_as_if_they_did_not_exist(Database database)
    {
        var shop = await TestShop.On(database);
        await using var victim = await shop.Asks("private");
        await using var stranger = await shop.Arrives();
        var never = Guid.CreateVersion7(TimeProvider.System.GetUtcNow());

        async Task<string> Answer(Func<Guid, Task> ask, Guid conversation)
        {
            var refused = await Should.ThrowAsync<Refused>(() => ask(conversation));
            return $"{(int)refused.Status} {refused.Code}";
        }

        foreach (Func<Guid, Task> ask in new Func<Guid, Task>[]
        {
            c => stranger.ThreadAfter(c, 0), c => stranger.ThreadBefore(c, 100),
            c => stranger.Api.Post("/api/v1/widget/read", new VisitorReadRequest(c, 1, 1)),
        })
        {
            var theirs = await Answer(ask, victim.Conversation);
            theirs.ShouldBe(await Answer(ask, never));
            theirs.ShouldStartWith("404");
        }
    }

    [Theory, BothDatabases]
    public async Task W04_A_strangers_line_hears_nothing_of_others(Database database)
    {
        var shop = await TestShop.On(database);
        await using var victim = await shop.Asks("private");
        await using var stranger = await shop.Asks("mine");
        var line = await stranger.Connects();

        (await line.Hub.InvokeAsync<bool>("Join", "xv_" + new string('a', 43))).ShouldBeFalse();
        foreach (var method in new[] { "Enter", "Open", "Watch", "History", "AddToGroup" })
            await Should.ThrowAsync<Exception>(() => line.Hub.InvokeAsync<object>(method, victim.Conversation));
        await line.Hub.InvokeAsync("Read", new VisitorReadRequest(victim.Conversation, 99, 99));
        await victim.Says("still private");
        await stranger.Says("last");

        await line.Until(e => e.Data.GetRawText().Contains("last", StringComparison.Ordinal));
        line.Heard.ShouldNotContain(e => e.Data.GetRawText().Contains(victim.Conversation.ToString(), StringComparison.Ordinal));
        (await victim.Thread()).Marks!.CustomerRead.ShouldBeLessThan(99);
    }

    [Theory, BothDatabases]
    public async Task W04_A_line_that_has_not_joined_can_say_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        await using var line = await LiveLine.Open(new Uri(shop.App.Address, "/hubs/visitor"), s => s.SetRequestHeader("Authorization", $"Bearer {visitor.Token}"));

        (await line.Hub.InvokeAsync<SendResult>("Send", visitor.Message("hi"))).Ack.ShouldBeNull();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/setup")]
    [InlineData("/docs")]
    [InlineData("/openapi/v1.json")]
    [InlineData("/api/v1/session")]
    public async Task W14_Nobody_puts_our_pages_into_a_frame(string path)
    {
        var app = await XiaoerApp.On(Database.Sqlite);
        using var api = app.Anonymous();

        using var answer = await api.Send(HttpMethod.Get, path);

        answer.Headers.TryGetValues("Content-Security-Policy", out var policies).ShouldBeTrue(path);
        string.Join(' ', policies!).ShouldContain("frame-ancestors 'none'");
        answer.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
    }

    private static async Task<HttpStatusCode> Upgrade(TestShop shop, string hub, string? origin, CookieContainer? cookies = null, string? bearer = null)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        if (bearer is not null) socket.Options.SetRequestHeader("Authorization", $"Bearer {bearer}");
        socket.Options.Cookies = cookies;
        var address = new UriBuilder(new Uri(shop.App.Address, hub)) { Scheme = "ws" }.Uri;
        try
        {
            await socket.ConnectAsync(address, TestContext.Current.CancellationToken);
        }
        catch (WebSocketException)
        {
            // The status says why.
        }
        return socket.HttpStatusCode;
    }
}
