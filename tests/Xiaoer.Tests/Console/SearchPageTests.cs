using System.Net;
using Bunit;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Web.Search;

namespace Xiaoer.Tests.Web;

/// <summary>The search page: results in groups, narrowed, and there again when you come back.</summary>
public class SearchPageTests
{
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/search/";
    private static readonly Guid Talk = Rows.Id(41);

    [Fact]
    public async Task Before_the_first_word_the_page_says_what_can_be_found()
    {
        using var context = await Shop();

        var page = context.Render<SearchPage>();

        page.FindAll(".teach li").Count.ShouldBe(4);
        context.Server.Asked.ShouldNotContain(a => a.Route.Contains("/search/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_was_found_is_marked_and_leads_to_the_message()
    {
        using var context = await Shop();
        var page = context.Render<SearchPage>();

        Ask(context, "退货");

        await Settles(() => page.FindAll("mark").Select(m => m.TextContent).ShouldContain("退货"));
        page.Find($"a.hit[href='desk/{Talk}?at=7']").TextContent.ShouldContain("C-1042");
        page.FindAll(".hits h2").Select(h => h.TextContent.Trim()[..2]).ShouldBe(["聊天"], "a kind without hits takes no room");
    }

    [Fact]
    public async Task What_nobody_said_is_said_to_be_missing_with_what_to_try()
    {
        using var context = await Shop();
        context.Server.On("GET", Path + "messages", _ => (HttpStatusCode.OK, new MessageHitPage([], null, null)));
        var page = context.Render<SearchPage>();

        Ask(context, "没有的");

        await Settles(() => page.Find(".blank h2").TextContent.ShouldContain("没有的"));
    }

    [Fact]
    public async Task A_search_that_fails_says_so_and_can_be_tried_again()
    {
        using var context = await Shop();
        context.Server.On("GET", Path + "messages", _ => (HttpStatusCode.ServiceUnavailable, new { code = "search.too_slow" }));
        var page = context.Render<SearchPage>();
        Ask(context, "的");
        await Settles(() => page.Find(".notice.bad").TextContent.ShouldContain("多写一个词"));

        context.Server.On("GET", Path + "messages", _ => (HttpStatusCode.OK, Found(null)));
        await page.Find(".notice.bad .link").ClickAsync();

        await Settles(() => page.FindAll("a.hit").Count.ShouldBe(1));
        page.FindAll(".notice.bad").ShouldBeEmpty();
    }

    [Fact]
    public async Task Older_messages_that_are_still_being_read_in_are_told_of()
    {
        using var context = await Shop();
        context.Server.On("GET", Path + "messages", _ => (HttpStatusCode.OK, Found(new IndexProgress(300, 1000))));
        var page = context.Render<SearchPage>();

        Ask(context, "退货");

        await Settles(() => page.Find(".notice.info").TextContent.ShouldContain("300 / 1000"));
    }

    [Fact]
    public async Task Who_comes_back_finds_the_page_as_it_was()
    {
        using var context = await Shop();
        var page = context.Render<SearchPage>();
        Ask(context, "退货");
        await Settles(() => page.FindAll("a.hit").Count.ShouldBe(1));
        page.Instance.Dispose();

        var again = context.Render<SearchPage>();

        again.Find("#search-input").GetAttribute("value").ShouldBe("退货");
        again.FindAll("a.hit").Count.ShouldBe(1);
        context.Server.Asked.Count(a => a.Route == $"GET {Path}messages").ShouldBe(1);
    }

    [Fact]
    public async Task The_history_of_one_customer_is_searched_alone()
    {
        using var context = await Shop();
        var state = context.Get<SearchState>();

        state.Begin("退货", new SearchFilter(Customer: Rows.Id(7), Visitor: Rows.Id(8)), "周小雨");
        var page = context.Render<SearchPage>();

        await Settles(() => page.FindAll("a.hit").Count.ShouldBe(1));
        page.Find(".search-of").TextContent.ShouldContain("周小雨");
        page.FindAll(".search-kinds").ShouldBeEmpty();
        context.Server.Asked.ShouldNotContain(a => a.Route == $"GET {Path}customers");
    }

    [Fact]
    public async Task Who_may_not_read_conversations_searches_the_rest()
    {
        using var context = await Shop(Permissions.Of(Role.Finance));
        var page = context.Render<SearchPage>();

        Ask(context, "退货");

        await Settles(() => context.Server.Asked.ShouldContain(a => a.Route == $"GET {Path}orders"));
        context.Server.Asked.ShouldNotContain(a => a.Route == $"GET {Path}messages");
        page.FindAll(".search-kinds button").Count.ShouldBe(3);
    }

    [Fact]
    public void Marks_that_do_not_fit_the_text_are_left_out()
    {
        using var context = new ConsoleContext();

        var marked = context.Render<Marked>(p => p.Add(m => m.Text, new MarkedText("<b>退货</b>", [new TextRange(3, 5), new TextRange(4, 6), new TextRange(8, 40)])));

        marked.MarkupMatches("&lt;b&gt;<mark>退货</mark>&lt;/b&gt;");
    }

    // Answers come on their own time, which is not the clock the page goes by.
    private static Task Settles(Action seen) => Soon.Until(() =>
    {
        try { seen(); return true; }
        catch (Exception notYet) when (notYet is ShouldAssertException or ElementNotFoundException) { return false; }
    }, "the page shows it");

    private static void Ask(ConsoleContext context, string words) => context.Get<SearchState>().Begin(words, new SearchFilter(), null);

    private static async Task<ConsoleContext> Shop(IReadOnlyList<string>? permissions = null)
    {
        var context = new ConsoleContext();
        if (permissions is not null) context.Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, ConsoleContext.Someone(permissions)));
        context.Server.On("GET", Path + "messages", _ => (HttpStatusCode.OK, Found(null)));
        context.Server.On("GET", Path + "customers", _ => (HttpStatusCode.OK, new Page<CustomerHit>([], null)));
        context.Server.On("GET", Path + "orders", _ => (HttpStatusCode.OK, new Page<OrderHit>([], null)));
        return await context.SignedIn();
    }

    private static MessageHitPage Found(IndexProgress? indexing) => new(
        [new MessageHit(Talk, "C-1042", ConversationStatus.Open, "周小雨", null, null, null, 7, MessageSender.Customer, null, MessageKind.Text, new MarkedText("我要退货", [new TextRange(2, 4)]), Rows.Noon)],
        null, indexing);
}
