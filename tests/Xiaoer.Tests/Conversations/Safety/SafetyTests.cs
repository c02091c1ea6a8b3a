using System.Net;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations.Safety;

/// <summary>A shop's trusted domains, and what is kept of messages sent despite a warning.</summary>
public class SafetyTests
{
    [Theory, BothDatabases]
    public async Task What_staff_send_despite_a_warning_is_noted_without_its_words(Database database)
    {
        var shop = await TestShop.On(database);
        await using var customer = await shop.Asks("能便宜点吗");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(customer.Conversation);

        await lan.Replies(customer.Conversation, "这个价最低了");
        var sent = await lan.Replies(customer.Conversation, "加我微信私下付款，给您便宜十块");

        await using var shen = await shop.SignsIn("Shen");
        var noted = (await Audit(shen)).ShouldHaveSingleItem();
        noted.Actor.ShouldBe(lan.Id);
        noted.Subject.ShouldBe(customer.Conversation);
        var details = noted.Details!.Value.GetRawText();
        details.ShouldContain(sent.Id.ToString());
        details.ShouldContain("payment_outside");
        details.ShouldNotContain("便宜");
    }

    [Theory, BothDatabases]
    public async Task A_link_to_a_trusted_domain_is_no_risk(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await using var customer = await shop.Asks("说明书在哪");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(customer.Conversation);
        await shen.Api.Put<SafetyView>($"{shen.Desk}/safety", new SaveSafetyRequest(["Files.Shop.example"]));

        await lan.Replies(customer.Conversation, "https://files.shop.example/guide.apk");

        (await Audit(shen)).ShouldBeEmpty();
        (await lan.Api.Get<SafetyView>($"{lan.Desk}/safety")).TrustedDomains.ShouldBe(["files.shop.example"]);
    }

    [Theory, BothDatabases]
    public async Task Only_who_manages_the_shop_says_what_it_trusts(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var shen = await shop.SignsIn("Shen");
        await shen.Api.Put<SafetyView>($"{shen.Desk}/safety", new SaveSafetyRequest([]));

        (await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/safety", new SaveSafetyRequest(["evil.top"]))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/safety", new SaveSafetyRequest(["https://evil.top"]))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await shen.Api.Send(HttpMethod.Put, $"{shen.Desk}/safety", new SaveSafetyRequest(["shop.example"]), ("If-Match", "\"0\""))).StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    private static async Task<List<AuditView>> Audit(Agent owner) =>
        [.. (await owner.Api.Get<Page<AuditView>>($"{owner.Desk}/audit?limit=200")).Items.Where(a => a.Action == "message.sent_despite_warning")];
}
