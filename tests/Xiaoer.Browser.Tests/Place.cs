using System.Net;
using System.Text;
using Microsoft.Playwright;
using Xiaoer.Cluster.Tests.Harness;
using Xiaoer.Tests.Hosting;
using static Microsoft.Playwright.Assertions;

[assembly: AssemblyFixture(typeof(Xiaoer.Browser.Tests.Place))]

namespace Xiaoer.Browser.Tests;

/// <summary>The published program, a shop for each test with its page on another origin, and one Chromium for all.</summary>
public sealed class Place : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-browser-").FullName;
    private const int Shops = 16;
    private readonly HttpListener _shopPage = new();
    private readonly Queue<SeededShop> _shops = new();
    private string _shopPages = "";
    private IPlaywright? _playwright;
    private IBrowser? _browser;
    private Task _serving = Task.CompletedTask;

    /// <summary>Why there is nothing to test with, or null.</summary>
    public string? Obstacle { get; private set; }

    internal Node Node { get; private set; } = null!;
    internal string Console => $"http://localhost:{Node.Address.Port}";

    public async ValueTask InitializeAsync()
    {
        if (Tool.Find("chromium") is not { } chromium)
        {
            Obstacle = "Chromium is not installed";
            return;
        }

        // Before the program starts: a running one has the folder for itself.
        for (var i = 0; i < Shops; i++) _shops.Enqueue(await ShopSeed.Plant(_folder, null));
        Node = new Node(Tool.FreePort(), _folder);
        await Node.Start();
        ServeShopPages();
        SetDefaultExpectTimeout(20_000);
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = chromium,
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A shop nobody else is in.</summary>
    internal SeededShop NewShop()
    {
        if (Obstacle is not null) Assert.Skip(Obstacle);
        return _shops.Dequeue();
    }

    internal string PageOf(SeededShop shop) => $"{_shopPages}?channel={shop.Channel}";

    /// <summary>A browser of one's own: cookies, storage, language, colours.</summary>
    public async Task<IBrowserContext> Browse(string locale = "zh-CN", ColorScheme colors = ColorScheme.Light)
    {
        if (Obstacle is not null) Assert.Skip(Obstacle);
        var context = await _browser!.NewContextAsync(new BrowserNewContextOptions
        {
            Locale = locale,
            ColorScheme = colors,
            ViewportSize = new ViewportSize { Width = 1440, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        return context;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null) await _browser.DisposeAsync();
        _playwright?.Dispose();
        if (_shopPage.IsListening) _shopPage.Stop();
        await _serving;
        if (Node is not null) await Node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private void ServeShopPages()
    {
        var port = Tool.FreePort();
        _shopPages = $"http://127.0.0.1:{port}/";
        _shopPage.Prefixes.Add(_shopPages);
        _shopPage.Start();
        _serving = Task.Run(async () =>
        {
            while (_shopPage.IsListening)
            {
                try
                {
                    var request = await _shopPage.GetContextAsync();
                    request.Response.ContentType = "text/html; charset=utf-8";
                    await request.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(
                        $"""
                        <!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>青瓷茶杯 – 青石茶坊</title><h1>青瓷茶杯</h1>
                        <script async src="{Console}/widget/loader.js" data-channel="{request.Request.QueryString["channel"]}"></script></html>
                        """));
                    request.Response.Close();
                }
                catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
                {
                    // A browser went away in the middle, or the tests are over.
                }
            }
        });
    }
}
