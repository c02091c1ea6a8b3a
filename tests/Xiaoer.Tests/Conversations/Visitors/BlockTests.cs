using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations.Visitors;

/// <summary>Whoever abuses the chat is kept out, at once and until somebody lifts it; nobody else is hit by mistake.</summary>
public class BlockTests
{
    [Theory, BothDatabases]
    public async Task The_blocked_cannot_send_upload_or_open_and_their_line_ends(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("abuse");
        await using var other = await shop.Arrives();
        await using var bo = await shop.SignsIn("Bo");
        var line = await visitor.Connects();

        await Block(bo, visitor, new BlockVisitorRequest("骂人"));

        await line.Closed(TimeSpan.FromSeconds(5));
        foreach (var (method, path, body) in new (HttpMethod, string, object?)[]
        {
            (HttpMethod.Post, "/api/v1/widget/messages", visitor.Message("again")), (HttpMethod.Get, "/api/v1/widget/thread", null),
            (HttpMethod.Post, "/api/v1/widget/page", new VisitedPage(null, "x", null, null)), (HttpMethod.Post, "/api/v1/widget/person", new { }),
            (HttpMethod.Post, "/api/v1/widget/files", null), (HttpMethod.Post, $"/api/v1/widget/channels/{shop.Channel}/visits", new OpenVisitRequest(visitor.Token, null, null, null)),
        })
        {
            var refused = await Refused.From(await visitor.Api.Send(method, path, body));
            (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Forbidden, "blocked"), path);
        }
        await using (var again = await LiveLine.Open(new Uri(shop.App.Address, "/hubs/visitor"), s => s.SetRequestHeader("Authorization", $"Bearer {visitor.Token}")))
            (await again.Hub.InvokeAsync<bool>("Join", visitor.Token)).ShouldBeFalse();
        (await other.Says("me not")).Sequence.ShouldBeGreaterThan(0);
    }

    [Theory, BothDatabases]
    public async Task It_is_on_the_list_audited_and_lifted_with_one_press(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("abuse");
        await using var bo = await shop.SignsIn("Bo");
        await Block(bo, visitor, new BlockVisitorRequest("刷屏"));

        var block = (await bo.Api.Get<Page<BlockView>>($"{bo.Desk}/blocks")).Items.ShouldHaveSingleItem();
        (block.VisitorId, block.Reason, block.ByName, block.AddressUntil).ShouldBe((visitor.Id, "刷屏", "Bo", null));
        (await bo.Api.Get<VisitorDetail>($"{bo.Desk}/visitors/{visitor.Id}")).Blocked.ShouldBeTrue();
        await bo.Api.Delete($"{bo.Desk}/blocks/{block.Id}");

        (await visitor.Says("sorry")).Sequence.ShouldBeGreaterThan(1);
        await using var shen = await shop.SignsIn("Shen");
        var audit = await shen.Api.Get<System.Text.Json.JsonElement>($"{shen.Desk}/audit");
        audit.GetRawText().ShouldContain("visitor.blocked");
        audit.GetRawText().ShouldContain("visitor.unblocked");
    }

    [Theory, BothDatabases]
    public async Task Only_whoever_may_blocks_and_only_who_they_see(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");

        (await Should.ThrowAsync<Refused>(() => Block(lan, visitor, new BlockVisitorRequest("no right")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        await using var bo = await shop.SignsIn("Bo");
        (await Should.ThrowAsync<Refused>(() => bo.Api.Post($"{bo.Desk}/visitors/{lan.Id}/block", new BlockVisitorRequest("an agent")))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Should.ThrowAsync<Refused>(() => Block(bo, visitor, new BlockVisitorRequest("forever", 200)))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task A_signed_in_customer_is_blocked_in_every_browser_and_a_login_is_no_way_round(Database database)
    {
        var shop = await TestShop.On(database);
        await using var phone = await shop.Arrives(identity: shop.Vouches("cust-1"));
        await using var bo = await shop.SignsIn("Bo");
        await Block(bo, phone, new BlockVisitorRequest("abuse"));

        (await Should.ThrowAsync<Refused>(() => shop.Arrives(identity: shop.Vouches("cust-1")))).Code.ShouldBe("blocked");
        await using var anonymous = await shop.Arrives();
        await Block(bo, anonymous, new BlockVisitorRequest("abuse"));
        (await Should.ThrowAsync<Refused>(() => anonymous.Comes(anonymous.Token, shop.Vouches("cust-2")))).Code.ShouldBe("blocked");
    }

    [Theory, BothDatabases]
    public async Task An_address_is_blocked_only_with_open_eyes_and_never_ones_own(Database database)
    {
        await using var app = await XiaoerApp.Start(database, o => { XiaoerApp.Generous(o); o.TrustedProxies = "127.0.0.1"; });
        var shop = await app.NewShop();
        await using var bo = await shop.SignsIn("Bo");
        await using var abuser = await At(shop, "203.0.113.7");
        await using var neighbour = await At(shop, "203.0.113.7");
        await using var afar = await At(shop, "203.0.113.8");
        await using var colleague = await shop.Arrives();

        (await bo.Api.Get<VisitorDetail>($"{bo.Desk}/visitors/{abuser.Id}")).SharesAddress.ShouldBe(1);
        (await Code(() => Block(bo, abuser, new BlockVisitorRequest("abuse", 24)))).ShouldBe("block.address_shared");
        (await Code(() => Block(bo, colleague, new BlockVisitorRequest("abuse", 24, 100)))).ShouldBe("block.own_address");
        await Block(bo, abuser, new BlockVisitorRequest("abuse", 24, 1));

        (await Code(() => neighbour.Says("me too?"))).ShouldBe("blocked");
        (await Code(async () => await At(shop, "203.0.113.7"))).ShouldBe("blocked");
        (await afar.Says("not me")).Sequence.ShouldBeGreaterThan(0);
        await using var lan = await Agent.SignsIn(app.Address, shop.Seeded.People["Lan"].Email, SeededShop.Password, shop.Id);
        using var fromThere = await lan.Api.Send(HttpMethod.Get, $"{lan.Desk}/conversations", null, ("X-Forwarded-For", "203.0.113.7"));
        fromThere.StatusCode.ShouldBe(HttpStatusCode.OK, "a desk is never blocked");
    }

    private static Task Block(Agent by, Visitor whom, BlockVisitorRequest how) => by.Api.Post($"{by.Desk}/visitors/{whom.Id}/block", how);

    private static async Task<string?> Code(Func<Task> act) => (await Should.ThrowAsync<Refused>(act)).Code;

    private static Task<Visitor> At(TestShop shop, string address) => Visitor.Arrives(shop.App.Address, shop.Channel, handler: new From(address));

    /// <summary>A browser behind our proxy.</summary>
    private sealed class From(string address) : DelegatingHandler(new SocketsHttpHandler())
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            request.Headers.TryAddWithoutValidation("X-Forwarded-For", address);
            return base.SendAsync(request, cancellationToken);
        }
    }
}
