using System.Net;

namespace Xiaoer.Bench.Servers;

/// <summary>The bare Blazor page of <c>bench/baseline-blazor</c>, published and served: precompressed files, cached for ever.</summary>
internal sealed class BaselinePage : IDisposable
{
    private static readonly Dictionary<string, string> Types = new()
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript",
        [".wasm"] = "application/wasm",
        [".json"] = "application/json",
    };

    private readonly HttpListener _listener = new();
    private readonly string _root;

    private BaselinePage(string root, Uri address)
    {
        (_root, Address) = (root, address);
        _listener.Prefixes.Add(address.ToString());
        _listener.Start();
    }

    public Uri Address { get; }

    public static async Task<BaselinePage> Start(BenchPlace place)
    {
        var output = Path.Combine(place.Folder, "baseline-page");
        await Tool.Run("dotnet", ["publish", Path.Combine(place.Repository, "bench", "baseline-blazor"), "-c", "Release", "-o", output, "-v", "quiet", "--nologo"]);
        var page = new BaselinePage(Path.Combine(output, "wwwroot"), new Uri($"http://localhost:{place.Port(2)}/"));
        _ = page.Serve();
        return page;
    }

    public void Dispose() => ((IDisposable)_listener).Dispose();

    private async Task Serve()
    {
        while (true)
        {
            HttpListenerContext request;
            try { request = await _listener.GetContextAsync(); }
            catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException) { return; }
            await Answer(request.Request.Url!.AbsolutePath, request.Response);
        }
    }

    private async Task Answer(string path, HttpListenerResponse answer)
    {
        var file = Path.Combine(_root, path == "/" ? "index.html" : path.TrimStart('/'));
        using (answer)
        {
            if (!File.Exists(file))
            {
                answer.StatusCode = 404;
                return;
            }

            answer.ContentType = Types.GetValueOrDefault(Path.GetExtension(file), "application/octet-stream");
            answer.Headers["Cache-Control"] = path == "/" ? "no-cache" : "public, max-age=31536000, immutable";
            if (File.Exists(file + ".br"))
            {
                answer.Headers["Content-Encoding"] = "br";
                file += ".br";
            }

            var bytes = await File.ReadAllBytesAsync(file);
            answer.ContentLength64 = bytes.Length;
            await answer.OutputStream.WriteAsync(bytes);
        }
    }
}
