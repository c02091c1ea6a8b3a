using System.Net;
using System.Text;
using System.Text.Json;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Conversations as files: permitted, audited, safe to open, nothing unmasked (C-03, C-10).</summary>
public class ExportTests
{
    [Theory, BothDatabases]
    public async Task One_conversation_is_taken_out_with_its_notes_and_nothing_a_spreadsheet_would_calculate(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var visitor = await shop.Asks("=HYPERLINK(\"https://evil.example\")");
        await bo.Claims(visitor.Conversation);
        await bo.Replies(visitor.Conversation, "hello, \"friend\"\nsecond line");
        await bo.Notes(visitor.Conversation, "careful");
        await bo.Recalls(await bo.Replies(visitor.Conversation, "not for you"));
        await bo.Says(visitor.Conversation, bo.Message("", MessageKind.Sticker) with { Text = null, Content = new MessageContent(Sticker: new StickerPart("thanks")) });

        var csv = await File(bo, $"{visitor.Conversation}/export?format=csv");
        var text = await File(bo, $"{visitor.Conversation}/export?format=txt");
        var json = JsonSerializer.Deserialize<ConversationExport>(await File(bo, $"{visitor.Conversation}/export?format=json"), XiaoerJson.Options)!;

        csv.ShouldContain("\"'=HYPERLINK(\"\"https://evil.example\"\")\"");
        csv.ShouldContain("\"hello, \"\"friend\"\"\nsecond line\"");
        text.ShouldContain("careful");
        text.ShouldContain("[已撤回]");
        text.ShouldContain("[表情] thanks");
        (csv + text).ShouldNotContain("not for you");
        json.Messages.Select(m => m.Sequence).ShouldBe(Enumerable.Range(1, json.Messages.Count).Select(i => (long)i));
        (await shop.App.Look(db => db.Set<AuditEntry>().CountAsync(a => a.ShopId == new ShopId(shop.Id) && a.Action == "conversation.exported"))).ShouldBe(3);
    }

    [Theory, BothDatabases]
    public async Task The_list_has_a_row_for_each_conversation_that_the_filter_and_the_reader_allow(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var first = await shop.Asks("+1 from me");
        await using var second = await shop.Asks("second \uFFFF"); // what XML cannot hold
        await bo.Claims(second.Conversation);
        await bo.Api.Post<ConversationRow>($"{bo.Desk}/conversations/{second.Conversation}/customer", new SaveVisitorRequest("周小雨", "13800002071", "zhou@shop.example"));

        var all = (await File(bo, "export?format=csv&filter=all")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var mine = (await File(bo, "export?format=csv&filter=mine")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        (all.Length, mine.Length).ShouldBe((3, 2));
        all[0].ShouldStartWith("会话号,状态,客户");
        all.ShouldContain(l => l.EndsWith(",'+1 from me", StringComparison.Ordinal));
        string.Concat(all).ShouldNotContain("13800002071");
        string.Concat(all).ShouldNotContain("zhou@");
        using var excel = SpreadsheetDocument.Open(new MemoryStream(await bo.Api.Http.GetByteArrayAsync($"{bo.Desk}/conversations/export?format=xlsx&filter=all")), false);
        var sheet = excel.WorkbookPart!.WorksheetParts.Single().Worksheet;
        sheet.Descendants<Row>().Count().ShouldBe(3);
        sheet.Descendants<CellFormula>().ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task C03_Who_may_not_export_gets_nothing_and_a_lead_nothing_of_another_shop(Database database)
    {
        var (shop, other) = (await TestShop.On(database), await TestShop.On(database));
        await using var lan = await shop.SignsIn("Lan");
        await using var theirs = await other.SignsIn("Bo");
        await using var visitor = await shop.Asks("ours");

        (await lan.Api.Send(HttpMethod.Get, $"{lan.Desk}/conversations/export")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await lan.Api.Send(HttpMethod.Get, $"{lan.Desk}/conversations/{visitor.Conversation}/export")).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await theirs.Api.Send(HttpMethod.Get, $"{theirs.Desk}/conversations/{visitor.Conversation}/export")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await File(theirs, "export?filter=all")).Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(1, "only the headings");
        (await theirs.Api.Send(HttpMethod.Get, $"{theirs.Desk}/conversations/export?format=pdf")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> File(Agent agent, string path) => Encoding.UTF8.GetString(await agent.Api.Http.GetByteArrayAsync($"{agent.Desk}/conversations/{path}")).TrimStart('\uFEFF');
}
