using System.Net;
using Xiaoer.Shared.Accounts;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Http;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Accounts;

/// <summary>Who has lost the right to be here is out within five seconds, live connections included (C-05, P10, T9).</summary>
[Trait("speed", "slow")]
public class RevocationTests
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(5);

    [Theory, BothDatabases]
    public async Task Signing_out_everywhere_closes_the_desks_live_line(Database database)
    {
        var shop = await TestShop.On(database);
        await using var here = await shop.SignsIn("Lan");
        await using var elsewhere = await shop.SignsIn("Lan");
        var line = await elsewhere.Connects();

        await here.Api.Delete("/api/v1/sessions");

        await line.Closed(Soon);
        (await Should.ThrowAsync<Refused>(() => elsewhere.Inbox())).Status.ShouldBe(HttpStatusCode.Unauthorized);
        (await here.Inbox()).ShouldNotBeNull();
    }

    [Theory, BothDatabases]
    public async Task Signing_out_here_closes_the_line_here(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var line = await lan.Connects();

        await lan.Api.Delete("/api/v1/session");

        await line.Closed(Soon);
        (await Should.ThrowAsync<Refused>(() => lan.Inbox())).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory, BothDatabases]
    public async Task A_person_who_is_shut_out_is_out_at_once(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var line = await lan.Connects();

        await shop.App.Look(db => Disable(db, shop));

        await line.Closed(Soon);
        await ShutOut(lan);
    }

    [Theory, BothDatabases]
    public async Task A_revoked_key_opens_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        var key = await Neighbourhood.KeyOf(shop, Permissions.ReadCustomers, Permissions.ReadConversations);
        using var program = Neighbourhood.With(shop.App, key);
        await using var line = await LiveLine.Open(new Uri(shop.App.Address, "/hubs/agent"), s => s.SetRequestHeader("Authorization", $"Bearer {key}"));
        (await program.Send(HttpMethod.Get, $"/api/v1/shops/{shop.Id}/customers")).StatusCode.ShouldBe(HttpStatusCode.OK);
        await using var shen = await shop.SignsIn("Shen");
        var id = await KeyId(shop, key);

        await shen.Api.Delete($"{shen.Desk}/api-keys/{id}");

        await line.Closed(Soon);
        (await program.Send(HttpMethod.Get, $"/api/v1/shops/{shop.Id}/customers")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task C08_A_twenty_first_window_closes_the_oldest_with_a_word()
    {
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => { XiaoerApp.Generous(o); o.Limits.PersonConnections = 3; });
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        List<LiveLine> windows = [];
        for (var i = 0; i < 4; i++) windows.Add(await lan.Connects());

        (await windows[0].Bye(Soon)).ShouldBe("too_many_connections");

        await windows[0].Closed(Soon);
        windows.Skip(1).ShouldAllBe(w => w.Hub.State == Microsoft.AspNetCore.SignalR.Client.HubConnectionState.Connected);
        foreach (var window in windows) await window.DisposeAsync();
    }

    /// <summary>Within the five seconds, not necessarily with the very next request.</summary>
    private static async Task ShutOut(Agent agent)
    {
        using var patience = new CancellationTokenSource(Soon);
        while (!patience.IsCancellationRequested)
        {
            using var answer = await agent.Api.Send(HttpMethod.Get, $"{agent.Desk}/conversations");
            if ((int)answer.StatusCode is 401 or 404) return;
        }
        throw new TimeoutException("Still let in after five seconds.");
    }

    private static Task<int> Disable(Xiaoer.Platform.Database.XiaoerDb db, TestShop shop) => Rows.Disable(db, shop.Id, shop.Seeded.People["Lan"].Id);

    private static Task<Guid> KeyId(TestShop shop, string key) => shop.App.Look(db => Rows.KeyId(db, shop.Id, key.Split('_')[1]));
}
