using System.Net;
using System.Text.Json;
using Bunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

/// <summary>Who is on the pages now, what they are offered, and how they are kept out.</summary>
public class VisitorsTests
{
    private static readonly Guid Channel = Rows.Id(901);

    private static readonly VisitorRow Wang = new(
        Rows.Id(81), "#3187", "王小明", Channel, null, "javascript:alert(1)", "<b>首页</b>", null, Rows.Noon.AddSeconds(-90), "Chrome · Android", 2, Rows.Noon.AddSeconds(-5), null);

    [Fact]
    public async Task Whoever_is_here_is_listed_and_can_be_invited_whoever_left_is_not()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("GET", $"/api/v1/shops/{ConsoleContext.Shop}/visitors", _ => (HttpStatusCode.OK, new Page<VisitorRow>(
            [Wang, Wang with { Id = Rows.Id(82), Name = "李", LastSeenAt = Rows.Noon.AddMinutes(-5) }, Wang with { Id = Rows.Id(83), Name = "赵", ConversationId = Rows.Id(50) }], null)));
        context.Server.On("POST", $"/api/v1/shops/{ConsoleContext.Shop}/visitors/{Wang.Id}/invitations", _ => (HttpStatusCode.OK, new VisitorInvitationView(Rows.Id(1), "hello", "兰兰", Rows.Noon)));

        var page = context.Render<VisitorsPage>();
        page.WaitForAssertion(() => page.FindAll(".visitor .who b").Select(b => b.TextContent).ShouldBe(["王小明", "赵"], ignoreOrder: true));
        page.FindAll("b").ShouldNotContain(b => b.TextContent == "首页", "what a page is called is text");
        page.FindAll(".where a").ShouldBeEmpty("an address that leads nowhere safe is no link");
        page.FindAll("a.btn").ShouldHaveSingleItem().GetAttribute("href").ShouldBe($"desk/{Rows.Id(50)}");

        page.Find(".act button").Click();
        page.Find("dialog textarea").Input("需要帮忙吗？");
        page.Find("dialog footer .primary").Click();

        page.WaitForAssertion(() => context.Server.Asked.ShouldContain(a => a.Route.EndsWith("/invitations", StringComparison.Ordinal) && a.Body.Contains("需要帮忙吗", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_block_says_how_many_it_would_hit_and_sends_that_number_along()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", $"/api/v1/shops/{ConsoleContext.Shop}/visitors/{Wang.Id}/block", _ => (HttpStatusCode.NoContent, null));

        var dialog = context.Render<BlockDialog>(p => p.Add(d => d.Visitor, new VisitorDetail(Wang, [], [], false, 4)));
        dialog.Find("footer .primary").HasAttribute("disabled").ShouldBeTrue("a block needs a reason");
        dialog.Find("input:not([type=checkbox])").Input("骂人");
        dialog.Find("input[type=checkbox]").Change(true);
        dialog.Find(".notice").TextContent.ShouldContain("4");
        dialog.Find("footer .primary").Click();

        dialog.WaitForAssertion(() => JsonDocument.Parse(context.Server.Asked.Single(a => a.Route.EndsWith("/block", StringComparison.Ordinal)).Body).RootElement.GetProperty("shared_with").GetInt32().ShouldBe(4));
    }

    [Fact]
    public async Task What_the_widget_offers_is_changed_only_by_settings_that_can_be()
    {
        using var context = await new ConsoleContext().SignedIn();
        var path = $"/api/v1/shops/{ConsoleContext.Shop}/channels/{Channel}/widget";
        context.Server.On("GET", path, _ => (HttpStatusCode.OK, new ChannelWidgetView(Channel, WidgetDefaults.Settings, 0)));
        context.Server.On("PUT", path, body => (HttpStatusCode.OK, new ChannelWidgetView(Channel, JsonSerializer.Deserialize<WidgetSettings>(body, XiaoerJson.Options)!, 1)));

        var form = context.Render<ChannelWidgetForm>(p => p.Add(f => f.Channel, Channel));
        form.WaitForElement("form");
        form.FindAll(".entry-row").Count.ShouldBe(WidgetDefaults.Settings.Entries.Count);
        form.FindAll("select")[0].Change("Link");
        form.Find("form").Submit();
        form.Find("[role=alert]").TextContent.ShouldContain("https://");
        context.Server.Asked.ShouldNotContain(a => a.Route.StartsWith("PUT", StringComparison.Ordinal));

        form.Find(".value").Input("https://shop.example/new");
        form.Find("form").Submit();

        form.WaitForAssertion(() => context.Server.Asked.ShouldContain(a => a.Route == "PUT " + path && a.Body.Contains("https://shop.example/new", StringComparison.Ordinal)));
    }

    [Fact]
    public void Answers_to_choose_from_are_lines_with_both_languages()
    {
        var draft = QuestionDraft.Of(new RatingQuestion(Rows.Id(1), "好吗", null, RatingQuestionKind.Choice, [new("好", "Good"), new("不好", null)]));

        draft.Choices.ShouldBe("好 | Good\n不好");
        draft.Read().Choices.ShouldBe([new RatingChoice("好", "Good"), new RatingChoice("不好", null)]);
    }
}
