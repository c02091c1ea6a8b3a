using System.Text.RegularExpressions;
using Xiaoer.Cluster.Tests.Harness;
using static Microsoft.Playwright.Assertions;

namespace Xiaoer.Browser.Tests;

/// <summary>From nothing to the first answered question, by somebody who reads only the screen.</summary>
public sealed partial class FirstRunTests(Place place)
{
    [Theory]
    [InlineData("zh-CN", "在吗？", "在的，想看点什么？")]
    [InlineData("en-US", "Anybody there?", "Yes! What are you looking for?")]
    public async Task An_owner_sets_up_a_shop_and_answers_its_first_visitor(string locale, string question, string answer)
    {
        await using var owning = await place.Browse(locale);
        var folder = Directory.CreateTempSubdirectory("xiaoer-first-").FullName;
        try
        {
            await using var node = new Node(Tool.FreePort(), folder);
            await node.Start();
            var page = await owning.NewPageAsync();
            await page.GotoAsync(await Printed(node));

            await page.Locator("#shop-name").FillAsync("陈记茶行");
            await page.Locator("input[autocomplete=name]").FillAsync("陈老板");
            await page.Locator("input[type=email]").FillAsync("chen@shop.example");
            await page.Locator("#new-password").FillAsync("tea-and-more-tea");
            await page.Locator("button[type=submit]").ClickAsync();

            var shop = await owning.RunAndWaitForPageAsync(() => page.Locator(".step .btn.primary").ClickAsync());
            var visitor = new VisitorPage(shop);
            await visitor.Opens();
            await visitor.Says(question);
            await Expect(visitor.Words(question)).ToBeVisibleAsync();

            await page.BringToFrontAsync();
            await page.Locator(".step .btn:not(.primary)").First.ClickAsync();
            var desk = new DeskPage(page);
            await page.Locator(".desk .blank .btn.primary").ClickAsync(); // somebody waits: take them
            await desk.Box.WaitForAsync();
            await desk.Says(answer);
            await Expect(visitor.Words(answer)).ToBeVisibleAsync();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    // The line stands there once the program says that it is ready, a moment after it answers.
    private static async Task<string> Printed(Node node)
    {
        string? found = null;
        await Patience.Until(async () => (found = Line().Match(await File.ReadAllTextAsync(node.Log)) is { Success: true } line ? line.Value : null) is not null, TimeSpan.FromSeconds(10), "the link to set up");
        return found!;
    }

    [GeneratedRegex(@"http://\S+/setup#\S+")]
    private static partial Regex Line();
}
