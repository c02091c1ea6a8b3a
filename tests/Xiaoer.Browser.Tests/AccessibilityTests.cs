using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Xiaoer.Browser.Tests;

/// <summary>Axe finds nothing on any page, in both languages, light and dark.</summary>
public sealed class AccessibilityTests(Place place)
{
    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en-US", ColorScheme.Dark)]
    public async Task Everybody_can_use_desk_and_settings(string locale, ColorScheme colors)
    {
        var shop = place.NewShop();
        await using var shopping = await place.Browse(locale, colors);
        await using var working = await place.Browse(locale, colors);
        var visitor = await VisitorPage.Comes(place, shop, shopping);
        await visitor.Says("hello");
        await Expect(visitor.Words("hello")).ToBeVisibleAsync();
        var door = await working.NewPageAsync();
        await door.GotoAsync(place.Console);
        await door.Locator("input[name=email]").WaitForAsync();
        await Clean(door, "sign in");

        var desk = await DeskPage.SignsIn(place, shop, working, "Bo");
        await Clean(desk.Page, "desk");
        await desk.TakesNext();
        await Clean(desk.Page, "conversation");
        foreach (var page in new[] { "customers", "orders", "settings" })
        {
            await desk.Page.GotoAsync($"{place.Console}/{page}");
            await desk.Page.Locator("h1").First.WaitForAsync();
            await Clean(desk.Page, page);
        }
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en-US", ColorScheme.Dark)]
    public async Task Every_owner_can_use_the_settings(string locale, ColorScheme colors)
    {
        var shop = place.NewShop();
        await using var working = await place.Browse(locale, colors);
        var desk = await DeskPage.SignsIn(place, shop, working, "Shen");
        foreach (var (page, there) in new[] { ("settings/shop", ".hours"), ("settings/people", ".person"), ("settings/channels", ".copy"), ("start", ".copy") })
        {
            await desk.Page.GotoAsync($"{place.Console}/{page}");
            await desk.Page.Locator(there).First.WaitForAsync();
            await Clean(desk.Page, page);
        }
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("en-US", ColorScheme.Dark)]
    public async Task Everybody_can_use_the_widget(string locale, ColorScheme colors)
    {
        var shop = place.NewShop();
        await using var browser = await place.Browse(locale, colors);
        var visitor = await VisitorPage.Comes(place, shop, browser);
        await visitor.Says("hello");
        await Expect(visitor.Words("hello")).ToBeVisibleAsync();
        await Expect(visitor.Chat.Locator(".pending")).ToHaveCountAsync(0);

        await Clean(visitor.Page, "shop page and widget");
    }

    private static async Task Clean(IPage page, string what)
    {
        var result = await page.RunAxe(new AxeRunOptions { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"] } });
        // The shop's own page is not ours: only what stands in the widget counts there.
        result.Violations.Where(v => what != "shop page and widget" || v.Nodes.Any(n => n.Target.ToString().Contains("iframe", StringComparison.Ordinal)))
            .SelectMany(v => v.Nodes.Select(n => $"{what}: {v.Id} at {n.Target}")).ShouldBeEmpty();
    }
}
