using System.Text.RegularExpressions;

namespace Xiaoer.Platform.Http;

/// <summary>The built files of widget and console, compressed ahead: what carries its hash is kept for ever, the rest is asked about each time.</summary>
internal static partial class Assets
{
    /// <summary>The list of built files that comes with the program.</summary>
    public static string Manifest { get; } = Path.Join(AppContext.BaseDirectory, "xiaoer.staticwebassets.endpoints.json");

    public static void MapAssets(this WebApplication app)
    {
        if (!File.Exists(Manifest)) return; // a host that serves no pages, e.g. a test of the API
        app.MapStaticAssets(Manifest).AllowAnonymous();
    }

    /// <summary>Runs before the files are served: their own <c>no-cache</c> is right for names that stay, wasteful for names with a hash.</summary>
    public static void UseAssetCaching(this WebApplication app) => app.Use((http, next) =>
    {
        if (http.Request.Path.StartsWithSegments("/widget", out var file) && file.Value is { } name)
        {
            http.Response.OnStarting(() =>
            {
                if (http.Response.StatusCode is not (200 or 304)) return Task.CompletedTask;
                if (Hashed().IsMatch(name)) http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                else if (name == "/loader.js") http.Response.Headers.CacheControl = "public, max-age=300, stale-while-revalidate=86400";
                http.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
                return Task.CompletedTask;
            });
        }

        return next(http);
    });

    [GeneratedRegex(@"^/\w+-[0-9A-Z]{8}\.(js|css)$", RegexOptions.NonBacktracking)]
    private static partial Regex Hashed();
}
