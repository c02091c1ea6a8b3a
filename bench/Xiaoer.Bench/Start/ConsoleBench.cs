using System.Text.RegularExpressions;
using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Start;

/// <summary><c>bench console</c>: bytes of the widget and of the console's first load, the cold and warm start of the console and of a bare Blazor page in Chromium.</summary>
internal sealed partial class ConsoleBench(BenchPlace place, XiaoerProgram program)
{
    private const int Tries = 5;
    private const string SignInIsThere = "!!document.querySelector('input[type=password]') && document.querySelector('input[type=password]').offsetParent !== null";

    public async Task Run(bool json)
    {
        var machine = await Machine.Read(place, "sqlite");
        var environment = XiaoerProgram.Environment(place.NewFolder("console"), null, $"http://localhost:{place.Port(0)}");
        await program.Run(environment, "demo");
        var (process, _) = await program.Serve(environment, Path.Combine(place.Folder, "console.log"));
        try
        {
            var address = new Uri(environment["XIAOER_URLS"] + "/");
            using var baseline = await BaselinePage.Start(place);
            await Start(address, "unmeasured"); // the servers' own first time
            await Start(baseline.Address, "unmeasured");
            var (console, bare) = (new Starts(), new Starts());
            for (var i = 0; i < Tries; i++) // in turns: what the machine does meanwhile happens to both
            {
                await Measure(console, address, $"console-{i}");
                await Measure(bare, baseline.Address, $"baseline-{i}");
            }
            var report = new ConsoleReport(
                await Widget(address), Together(console.Cold), Together(console.Warm), Together(bare.Cold), Together(bare.Warm), machine);
            if (json) ReportJson.Print(report);
            else Print(report);
        }
        finally
        {
            await Tool.Stop(process);
        }
    }

    private async Task Measure(Starts starts, Uri address, string profile)
    {
        starts.Cold.Add(await Start(address, profile));
        starts.Warm.Add(await Start(address, profile));
    }

    private async Task<PageStart> Start(Uri address, string profile)
    {
        await using var browser = await Chromium.Start(Path.Combine(place.Folder, profile));
        await browser.Settle(TimeSpan.FromSeconds(1)); // its own start is not the page's
        var took = await browser.Open(address, SignInIsThere);
        await browser.Settle(TimeSpan.FromSeconds(1.5));
        return new PageStart([Math.Round(took.TotalSeconds, 2)], browser.ReceivedBytes, browser.Requests);
    }

    /// <summary>The loader, and every script and style the widget's page names, chunks included.</summary>
    private static async Task<IReadOnlyList<FileSize>> Widget(Uri address)
    {
        using var http = new HttpClient { BaseAddress = address };
        var paths = new List<string> { "/widget/loader.js" };
        var loader = await http.GetStringAsync(new Uri(paths[0], UriKind.Relative));
        var page = PageName().Match(loader) is { Success: true } found ? found.Value : "app.html";
        using (var answer = await http.GetAsync(new Uri($"/widget/{page}", UriKind.Relative)))
        {
            if (answer.IsSuccessStatusCode)
            {
                paths.Add($"/widget/{page}");
                foreach (Match name in Asset().Matches(await answer.Content.ReadAsStringAsync()))
                    paths.Add(new Uri(new Uri(address, $"/widget/{page}"), name.Groups[1].Value).AbsolutePath);
            }
        }

        var sizes = new List<FileSize>();
        foreach (var path in paths.Distinct())
            sizes.Add(new FileSize(path, await Length(http, path, "identity"), await Length(http, path, "gzip"), await Length(http, path, "br")));
        return sizes;
    }

    private static async Task<long> Length(HttpClient http, string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept-Encoding", encoding);
        using var answer = await http.SendAsync(request);
        return (await answer.Content.ReadAsByteArrayAsync()).LongLength;
    }

    private static PageStart Together(List<PageStart> starts) => new([.. starts.SelectMany(s => s.Seconds)], starts[0].Bytes, starts[0].Requests);

    private static void Print(ConsoleReport report)
    {
        Console.WriteLine("| widget file | bytes | gzip | brotli |");
        Console.WriteLine("|---|---|---|---|");
        foreach (var file in report.Widget) Console.WriteLine($"| {file.Path} | {file.Bytes} | {file.GzipBytes} | {file.BrotliBytes} |");
        Console.WriteLine();
        Console.WriteLine("| console | seconds to the sign-in page | bytes | requests |");
        Console.WriteLine("|---|---|---|---|");
        Row("cold", report.ColdConsole);
        Row("warm", report.WarmConsole);
        Row("bare page, cold", report.ColdBaseline);
        Row("bare page, warm", report.WarmBaseline);
    }

    private static void Row(string name, PageStart start) =>
        Console.WriteLine($"| {name} | {string.Join(" · ", start.Seconds)} | {start.Bytes} | {start.Requests} |");

    private sealed record Starts
    {
        public List<PageStart> Cold { get; } = [];
        public List<PageStart> Warm { get; } = [];
    }

    [GeneratedRegex(@"[\w-]+\.html")]
    private static partial Regex PageName();

    [GeneratedRegex("(?:src|href)=\"([^\"]+\\.(?:js|css))\"")]
    private static partial Regex Asset();
}
