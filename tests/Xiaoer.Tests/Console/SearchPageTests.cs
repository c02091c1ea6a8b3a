using System.Net;
using Bunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Web.Search;

namespace Xiaoer.Tests.Web;

/// <summary>The search page: what it teaches, whose history it searches, what it marks.</summary>
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

    private static async Task<ConsoleContext> Shop()
    {
        var context = new ConsoleContext();
        context.Server.On("GET", Path + "messages", _ => (HttpStatusCode.OK, Found()));
        context.Server.On("GET", Path + "customers", _ => (HttpStatusCode.OK, new Page<CustomerHit>([], null)));
        context.Server.On("GET", Path + "orders", _ => (HttpStatusCode.OK, new Page<OrderHit>([], null)));
        return await context.SignedIn();
    }

    private static MessageHitPage Found() => new(
        [new MessageHit(Talk, "C-1042", ConversationStatus.Open, "周小雨", null, null, null, 7, MessageSender.Customer, null, MessageKind.Text, new MarkedText("我要退货", [new TextRange(2, 4)]), Rows.Noon)],
        null, null);
}
