using static Microsoft.Playwright.Assertions;

namespace Xiaoer.Browser.Tests;

/// <summary>A visitor in the widget on another origin's page and an agent on the desk, as they meet in life (FT-27, FT-28, W-08).</summary>
public sealed class TalkTests(Place place)
{
    [Fact]
    public async Task A_visitor_asks_and_an_agent_answers()
    {
        var shop = place.NewShop();
        await using var shopping = await place.Browse();
        await using var working = await place.Browse();
        var visitor = await VisitorPage.Comes(place, shop, shopping);
        await visitor.Says("这款茶杯有货吗？");
        await Expect(visitor.Words("这款茶杯有货吗？")).ToBeVisibleAsync();
        var desk = await DeskPage.SignsIn(place, shop, working);
        await desk.TakesNext();
        await Expect(desk.Words("这款茶杯有货吗？")).ToBeVisibleAsync();

        await desk.Says("有的，今天就能发货。");

        await Expect(visitor.Words("有的，今天就能发货。")).ToBeVisibleAsync();
        await visitor.Says("太好了！");
        await Expect(desk.Words("太好了！")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task FT27_A_refresh_loses_neither_thread_nor_draft()
    {
        var shop = place.NewShop();
        await using var browser = await place.Browse();
        var visitor = await VisitorPage.Comes(place, shop, browser);
        await visitor.Says("before the refresh");
        await Expect(visitor.Words("before the refresh")).ToBeVisibleAsync();
        await visitor.Box.FillAsync("half a thought");

        await visitor.Page.ReloadAsync();
        await visitor.Opens();

        await Expect(visitor.Words("before the refresh")).ToHaveCountAsync(1);
        await Expect(visitor.Box).ToHaveValueAsync("half a thought");
    }

    [Fact]
    public async Task FT27_A_second_tab_shows_the_same_thread_and_nothing_twice()
    {
        var shop = place.NewShop();
        await using var browser = await place.Browse();
        var one = await VisitorPage.Comes(place, shop, browser);
        await one.Says("in the first tab");
        await Expect(one.Words("in the first tab")).ToBeVisibleAsync();

        var two = await VisitorPage.Comes(place, shop, browser);
        await Expect(two.Words("in the first tab")).ToHaveCountAsync(1);
        await two.Says("in the second tab");

        await Expect(one.Words("in the second tab")).ToHaveCountAsync(1);
        await Expect(two.Words("in the second tab")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task FT27_Back_and_forward_find_the_thread_again()
    {
        var shop = place.NewShop();
        await using var browser = await place.Browse();
        var visitor = await VisitorPage.Comes(place, shop, browser);
        await visitor.Says("remember me");
        await Expect(visitor.Words("remember me")).ToBeVisibleAsync();

        await visitor.Page.GotoAsync("about:blank");
        await visitor.Page.GoBackAsync();
        await visitor.Opens();

        await Expect(visitor.Words("remember me")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task FT27_Words_written_offline_arrive_once_when_the_line_is_back()
    {
        var shop = place.NewShop();
        await using var shopping = await place.Browse();
        await using var working = await place.Browse();
        var visitor = await VisitorPage.Comes(place, shop, shopping);
        await visitor.Says("online");
        await Expect(visitor.Words("online")).ToBeVisibleAsync();
        var desk = await DeskPage.SignsIn(place, shop, working);
        await desk.TakesNext();

        await shopping.SetOfflineAsync(true);
        await visitor.Says("written in a tunnel");
        await Expect(visitor.Words("written in a tunnel")).ToBeVisibleAsync();
        await shopping.SetOfflineAsync(false);

        await Expect(desk.Page.Locator(".desk").GetByText("written in a tunnel").First).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await Expect(visitor.Words("written in a tunnel")).ToHaveCountAsync(1);
    }

    [Fact]
    public async Task FT28_A_server_that_dies_in_the_middle_of_a_reply_costs_neither_draft_nor_place()
    {
        var shop = place.NewShop();
        await using var shopping = await place.Browse();
        await using var working = await place.Browse();
        var visitor = await VisitorPage.Comes(place, shop, shopping);
        await visitor.Says("are you there?");
        await Expect(visitor.Words("are you there?")).ToBeVisibleAsync();
        var desk = await DeskPage.SignsIn(place, shop, working);
        await desk.TakesNext();
        var address = desk.Page.Url;
        await desk.Box.FillAsync("I was just about to");

        await place.Node.Kill();
        await visitor.Says("hello?");
        await place.Node.Start();

        await Expect(desk.Box).ToHaveValueAsync("I was just about to");
        desk.Page.Url.ShouldBe(address);
        await Expect(desk.Page.Locator(".desk").GetByText("hello?").First).ToBeVisibleAsync(new() { Timeout = 40_000 });
        await desk.Box.PressAsync("Enter");
        await Expect(visitor.Words("I was just about to")).ToHaveCountAsync(1, new() { Timeout = 40_000 });
    }

    [Fact]
    public async Task W08_What_a_visitor_types_never_runs_anywhere()
    {
        var shop = place.NewShop();
        await using var shopping = await place.Browse();
        await using var working = await place.Browse();
        List<string> told = [];
        foreach (var browser in new[] { shopping, working })
        {
            browser.Dialog += (_, dialog) => { told.Add(dialog.Message); _ = dialog.DismissAsync(); };
            browser.Request += (_, request) => { if (request.Url.Contains("evil.example", StringComparison.Ordinal)) told.Add(request.Url); };
        }
        string[] texts =
        [
            "<img src=https://evil.example/x onerror=alert(1)>", "<script>alert(2)</script>", "javascript:alert(3)", "<svg onload=alert(4)>",
            "{{constructor.constructor('alert(5)')()}}", "![x](https://evil.example/y.png)", "<iframe srcdoc='<script>alert(6)</script>'>", "[a](javascript:alert(7))",
        ];
        var visitor = await VisitorPage.Comes(place, shop, shopping);
        foreach (var text in texts) await visitor.Says(text);
        await Expect(visitor.Words(texts[^1])).ToBeVisibleAsync();

        var desk = await DeskPage.SignsIn(place, shop, working);
        await desk.TakesNext();

        foreach (var text in texts) await Expect(desk.Page.Locator(".desk-mid").GetByText(text).First).ToBeVisibleAsync();
        (await desk.Page.Locator("a[href^='javascript:']").CountAsync()).ShouldBe(0);
        told.ShouldBeEmpty();
    }
}
