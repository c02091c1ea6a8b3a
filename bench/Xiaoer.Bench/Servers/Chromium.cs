using System.Diagnostics;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace Xiaoer.Bench.Servers;

/// <summary>A headless Chromium, spoken to over its DevTools protocol: load a page, run a line of script, count bytes.</summary>
internal sealed class Chromium : IAsyncDisposable
{
    private readonly Process _process;
    private readonly ClientWebSocket _socket = new();
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _calls;

    private Chromium(Process process) => _process = process;

    /// <summary>Bytes that came over the network since the start, compressed as they were sent.</summary>
    public long ReceivedBytes { get; private set; }
    public int Requests { get; private set; }

    public static async Task<Chromium> Start(string profile)
    {
        var program = Tool.Find("chromium") ?? Tool.Find("google-chrome") ?? throw new BenchProblem("Chromium is missing. On Debian: apt-get install chromium fonts-noto-cjk.");
        Directory.CreateDirectory(profile);
        var portFile = Path.Combine(profile, "DevToolsActivePort");
        File.Delete(portFile);
        var process = Tool.Start(
            program,
            ["--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update",
             "--disable-extensions", "--remote-debugging-port=0", $"--user-data-dir={profile}", "about:blank"],
            new Dictionary<string, string?>(), Path.Combine(profile, "output.log"));
        var browser = new Chromium(process);
        for (var i = 0; !File.Exists(portFile) || new FileInfo(portFile).Length < 10; i++)
        {
            if (i > 600 || process.HasExited) throw new BenchProblem("Chromium did not start.");
            await Task.Delay(50);
        }
        var port = (await File.ReadAllLinesAsync(portFile))[0];
        using var http = new HttpClient();
        using var pages = JsonDocument.Parse(await http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/json")));
        var page = pages.RootElement.EnumerateArray().First(p => p.GetProperty("type").GetString() == "page");
        await browser._socket.ConnectAsync(new Uri(page.GetProperty("webSocketDebuggerUrl").GetString()!), CancellationToken.None);
        await browser.Call("Network.enable", new { });
        return browser;
    }

    /// <summary>Opens the page and answers how long it took until the script is true.</summary>
    public async Task<TimeSpan> Open(Uri address, string untilTrue)
    {
        var start = Stopwatch.GetTimestamp();
        await Call("Page.navigate", new { url = address.ToString() });
        while (true)
        {
            var answer = await Call("Runtime.evaluate", new { expression = untilTrue, returnByValue = true });
            var elapsed = Stopwatch.GetElapsedTime(start);
            if (answer.GetProperty("result").TryGetProperty("value", out var value) && value.ValueKind == JsonValueKind.True) return elapsed;
            if (elapsed > TimeSpan.FromSeconds(60)) throw new BenchProblem($"{address} never showed what was waited for: {untilTrue}");
            await Task.Delay(10);
        }
    }

    /// <summary>What the script's promise comes to.</summary>
    public async Task<JsonElement> Run(string script)
    {
        var answer = await Call("Runtime.evaluate", new { expression = script, awaitPromise = true, returnByValue = true });
        if (answer.TryGetProperty("exceptionDetails", out var problem)) throw new BenchProblem(problem.ToString());
        return answer.GetProperty("result").TryGetProperty("value", out var value) ? value : default;
    }

    /// <summary>Lets late requests end, counting their bytes.</summary>
    public async Task Settle(TimeSpan time)
    {
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < time)
        {
            await Call("Runtime.evaluate", new { expression = "1" });
            await Task.Delay(50);
        }
    }

    public async ValueTask DisposeAsync()
    {
        try { await Call("Browser.close", new { }); }
        catch (WebSocketException) { } // it closed before it answered
        _socket.Dispose();
        await Tool.Stop(_process);
    }

    private async Task<JsonElement> Call(string method, object parameters)
    {
        var id = ++_calls;
        await _socket.SendAsync(JsonSerializer.SerializeToUtf8Bytes(new { id, method, @params = parameters }), WebSocketMessageType.Text, true, CancellationToken.None);
        while (true)
        {
            using var message = JsonDocument.Parse(await Receive());
            var root = message.RootElement;
            if (root.TryGetProperty("method", out var name)) Count(name.GetString()!, root.GetProperty("params"));
            else if (root.GetProperty("id").GetInt32() == id) return root.TryGetProperty("result", out var result) ? result.Clone() : default;
        }
    }

    private void Count(string name, JsonElement data)
    {
        if (name == "Network.requestWillBeSent") Requests++;
        if (name == "Network.loadingFinished") ReceivedBytes += (long)data.GetProperty("encodedDataLength").GetDouble();
    }

    private async Task<string> Receive()
    {
        using var text = new MemoryStream();
        while (true)
        {
            var part = await _socket.ReceiveAsync(_buffer.AsMemory(), CancellationToken.None);
            if (part.MessageType == WebSocketMessageType.Close) throw new WebSocketException("Chromium closed the connection.");
            text.Write(_buffer, 0, part.Count);
            if (part.EndOfMessage) return Encoding.UTF8.GetString(text.GetBuffer(), 0, (int)text.Length);
        }
    }
}
