using System.Net;
using Bunit;
using Microsoft.AspNetCore.Components.Forms;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations.MovingIn;
using Xiaoer.Web.Imports;

namespace Xiaoer.Tests.Web;

/// <summary>The page where another desk's files come in.</summary>
public class MoveInPageTests
{
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/move-in";

    private const string File = """
        {"kind":"contact","id":"42","name":"王小明"}
        {"kind":"phrase","shortcut":"hy","text":"您好"}
        not a line
        """;

    [Fact]
    public async Task A_file_is_sent_and_what_came_of_it_is_told()
    {
        using var context = await Signed();
        context.Server.On("POST", Path, _ => (HttpStatusCode.OK, new MoveInReport(new(1, 0, 0), default, new(0, 0, 1), [new("contact", "42", "bad_phone")])));
        var page = context.Render<MoveInPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(File, "chatwoot-contacts.json"));
        page.Find("button.primary").Click();

        page.WaitForAssertion(() => page.Find("h2").TextContent.ShouldBe("搬好了"));
        context.Server.Asked.Single(a => a.Route == "POST " + Path).Body.ShouldContain("\"source\":\"chatwoot\"");
        page.FindAll("tbody tr").Select(r => r.TextContent).ShouldBe(["联系人100", "会话000", "常用语001"]);
        page.FindAll(".refused li").Select(l => l.TextContent).ShouldBe(["第 3 行读不懂", "联系人 42电话不对"]);
    }

    [Fact]
    public async Task When_the_line_is_dead_what_came_stays_and_one_may_go_on()
    {
        using var context = await Signed();
        context.Server.On("POST", Path, _ => (0, null));
        var page = context.Render<MoveInPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(File, "desk.jsonl"));
        page.Find("button.primary").Click();

        page.WaitForAssertion(() => page.Find("[role=alert]").TextContent.ShouldContain("接着来"));
        page.Find("button.primary").HasAttribute("disabled").ShouldBeFalse();
    }

    [Fact]
    public async Task A_source_that_is_no_word_cannot_be_sent()
    {
        using var context = await Signed();
        var page = context.Render<MoveInPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(File, "desk.jsonl"));

        page.Find("input[maxlength='20']").Input("Zen Desk");

        page.Find("button.primary").HasAttribute("disabled").ShouldBeTrue();
    }

    private static Task<ConsoleContext> Signed()
    {
        var context = new ConsoleContext();
        context.Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, ConsoleContext.Someone(Permissions.Of(Role.Owner))));
        return context.SignedIn();
    }
}
