using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components;
using Xiaoer.Orders.Import.Presets;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Imports;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Web;

/// <summary>The page where files are imported: nothing happens before somebody has seen what would.</summary>
public class ImportsTests
{
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/imports/{Rows.Id(70)}";

    [Fact]
    public async Task A_column_taken_for_something_else_is_told_to_the_server()
    {
        using var context = await Signed();
        context.Server.On("GET", Path + "/preview", _ => (HttpStatusCode.OK, Preview([])));
        context.Server.On("PUT", Path + "/plan", _ => (HttpStatusCode.OK, Import(ImportState.Uploaded)));
        var draft = context.Render<ImportDraft>(p => p.Add(d => d.Import, Import(ImportState.Uploaded)));

        await draft.FindAll("tbody select")[1].ChangeAsync(new ChangeEventArgs { Value = "title" });

        var told = context.Server.Asked.Single(a => a.Route == $"PUT {Path}/plan").Body;
        told.ShouldBe("""{"preset":"generic","encoding":"utf-8","mapping":{"at":"","title":"何时"}}""");
    }

    [Fact]
    public async Task What_is_missing_is_named_and_keeps_the_import_from_starting()
    {
        using var context = await Signed();
        context.Server.On("GET", Path + "/preview", _ => (HttpStatusCode.OK, Preview(["at"])));

        var draft = context.Render<ImportDraft>(p => p.Add(d => d.Import, Import(ImportState.Uploaded)));

        draft.Find(".notice.bad").TextContent.ShouldContain("下单时间");
        draft.Find("footer .primary").HasAttribute("disabled").ShouldBeTrue();
    }

    [Fact]
    public async Task Undoing_asks_first()
    {
        using var context = await Signed();
        context.Server.On("POST", Path + "/undo", _ => (HttpStatusCode.OK, Import(ImportState.Undoing)));
        ImportView? changed = null;
        var outcome = context.Render<ImportOutcome>(p => p.Add(o => o.Import, Import(ImportState.Finished)).Add(o => o.OnChanged, import => changed = import));

        await outcome.Find("footer .btn").ClickAsync(new());
        context.Server.Asked.ShouldNotContain(a => a.Route.StartsWith("POST", StringComparison.Ordinal));
        await outcome.Find("dialog .primary").ClickAsync(new());

        changed!.State.ShouldBe(ImportState.Undoing);
        outcome.FindAll("dialog").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(ImportState.Reading, "停止", null)]
    [InlineData(ImportState.Cancelled, "接着导", "撤销这次导入")]
    [InlineData(ImportState.Finished, "撤销这次导入", null)]
    [InlineData(ImportState.Undone, null, null)]
    public async Task Only_what_can_be_done_is_offered(ImportState state, string? first, string? second)
    {
        using var context = await Signed();

        var outcome = context.Render<ImportOutcome>(p => p.Add(o => o.Import, Import(state)));

        outcome.FindAll("footer button").Select(b => b.TextContent).ShouldBe(new[] { first, second }.OfType<string>());
    }

    [Fact]
    public void Every_preset_field_state_and_hint_has_its_words()
    {
        var texts = new Texts();
        string[] words =
        [
            .. ImportPreset.All.Select(p => texts.Preset(p.Name)), .. ImportPreset.All.SelectMany(p => p.Fields).Select(f => texts.Field(f.Name)),
            .. Enum.GetValues<ImportState>().Select(s => texts.Of("imports.state", s)), .. Enum.GetValues<ImportKind>().SelectMany(k => new[] { texts.Of("imports.kind", k), texts.Of("imports.drop", k) }),
        ];

        words.Where(w => w.StartsWith("imports.", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task<ConsoleContext> Signed()
    {
        var context = new ConsoleContext();
        context.Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, ConsoleContext.Someone(Permissions.Of(Role.Owner))));
        context.Server.On("GET", $"/api/v1/shops/{ConsoleContext.Shop}/import-mappings", _ => (HttpStatusCode.OK, new Page<ImportMappingView>([], null)));
        return await context.SignedIn();
    }

    private static ImportPreview Preview(IReadOnlyList<string> missing) => new(
        "csv", "generic", ["generic"], "utf-8", ["utf-8"], [new ImportColumn("流水", "order", "7"), new ImportColumn("何时", "at", "2026-11-01")],
        [new ImportFieldView("order", true, "流水"), new ImportFieldView("at", true, "何时"), new ImportFieldView("title", false, null)], missing,
        [new ImportPreviewRow(2, new Dictionary<string, string> { ["order"] = "7" }, null)], [], null, null);

    private static ImportView Import(ImportState state) => new(
        Rows.Id(70), ImportKind.Orders, state, "orders.csv", 10, "generic", "utf-8", null, new ImportFigures(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0), 0, null, null, "云姐", Rows.Noon, null, null, null);
}
