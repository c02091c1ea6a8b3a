using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Xiaoer.Platform.Http;

/// <summary>
/// The console's one page, for every address that is nothing else: read once, with the policy that lets exactly its own import map run.
/// Its files come from the static web assets of the console project, precompressed.
/// </summary>
internal sealed class ConsolePage
{
    private const string MapStart = "<script type=\"importmap\">";
    private const string MapEnd = "</script>";
    private readonly byte[] html;
    private readonly string policy;
    private readonly string tag;

    private ConsolePage(byte[] html)
    {
        this.html = html;
        var text = Encoding.UTF8.GetString(html);
        var own = text.IndexOf(MapStart, StringComparison.Ordinal) is >= 0 and var at ? text[(at + MapStart.Length)..text.IndexOf(MapEnd, at, StringComparison.Ordinal)] : "";
        policy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval' 'sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(own))) + "'; "
            + "style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' blob: data: https: http:; connect-src 'self'; font-src 'self'; media-src 'self'; manifest-src 'self'; worker-src 'self'; "
            + "form-action 'self'; base-uri 'self'; frame-ancestors 'none'; object-src 'none'";
        tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(html))[..16]}\"";
    }

    /// <summary>
    /// Answers with the console's page what no endpoint takes; <see cref="Assets"/> serves its files. Not an endpoint itself: one for every address
    /// would turn a wrong verb or type below the API into an unknown address. A build without the console (the page is not there) answers 404.
    /// </summary>
    public static void Use(WebApplication app)
    {
        var page = new Lazy<ConsolePage?>(() => Read(app.Environment));
        app.Use((http, next) => http.GetEndpoint() is null && IsPage(http.Request) && page.Value is { } found ? found.Answer(http).ExecuteAsync(http) : next(http));
    }

    private static bool IsPage(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        return (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
            && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/hubs")
            && !path[(path.LastIndexOf('/') + 1)..].Contains('.', StringComparison.Ordinal);
    }

    private static ConsolePage? Read(IWebHostEnvironment environment)
    {
        var file = environment.WebRootFileProvider.GetFileInfo("index.html");
        if (!file.Exists) return null;
        using var reader = new StreamReader(file.CreateReadStream());
        return new ConsolePage(Encoding.UTF8.GetBytes(HashedNames.Read(Assets.Manifest).Fill(reader.ReadToEnd())));
    }

    private FileContentHttpResult Answer(HttpContext http)
    {
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Bytes(html, "text/html; charset=utf-8", entityTag: EntityTagHeaderValue.Parse(tag));
    }
}
