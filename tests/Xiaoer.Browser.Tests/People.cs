using Microsoft.Playwright;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Browser.Tests;

/// <summary>A visitor on the shop's page, with the widget's frame.</summary>
internal sealed class VisitorPage(IPage page)
{
    public IPage Page { get; } = page;
    public IFrameLocator Chat => Page.FrameLocator("iframe");
    public ILocator Box => Chat.GetByRole(AriaRole.Textbox);

    public static async Task<VisitorPage> Comes(Place place, SeededShop shop, IBrowserContext browser)
    {
        var visitor = new VisitorPage(await browser.NewPageAsync());
        await visitor.Page.GotoAsync(place.PageOf(shop));
        await visitor.Opens();
        return visitor;
    }

    public async Task Opens()
    {
        var bubble = Page.Locator("button[aria-haspopup=dialog]");
        await bubble.Or(Page.Locator("iframe")).First.WaitForAsync();
        if (await bubble.IsVisibleAsync()) await bubble.ClickAsync();
        await Box.WaitForAsync();
    }

    public async Task Says(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    public ILocator Words(string text) => Chat.GetByText(text, new FrameLocatorGetByTextOptions { Exact = true });
}

/// <summary>An agent at the desk.</summary>
internal sealed class DeskPage(IPage page)
{
    public IPage Page { get; } = page;
    public ILocator Box => Page.Locator(".compose-text");

    public static async Task<DeskPage> SignsIn(Place place, SeededShop shop, IBrowserContext browser, string name = "Lan")
    {
        var desk = new DeskPage(await browser.NewPageAsync());
        await desk.Page.GotoAsync(place.Console);
        await desk.Page.Locator("input[name=email]").FillAsync(shop.People[name].Email);
        await desk.Page.Locator("#password").FillAsync(SeededShop.Password);
        await desk.Page.Locator("#password").PressAsync("Enter");
        await desk.Page.Locator(".desk").WaitForAsync();
        return desk;
    }

    /// <summary>Takes whoever has waited longest: the key an agent presses.</summary>
    public async Task TakesNext()
    {
        await Page.Keyboard.PressAsync("n");
        await Box.WaitForAsync();
        await Assertions.Expect(Page.Locator(".head .btn:disabled")).ToHaveCountAsync(0); // done: nothing is greyed any more
    }

    public async Task Says(string text)
    {
        await Box.FillAsync(text);
        await Box.PressAsync("Enter");
    }

    public ILocator Words(string text) => Page.Locator(".desk-mid").GetByText(text, new LocatorGetByTextOptions { Exact = true });
}
