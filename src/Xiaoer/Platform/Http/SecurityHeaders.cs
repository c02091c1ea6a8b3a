namespace Xiaoer.Platform.Http;

/// <summary>Headers every answer carries. Pages that must be framed (the widget) replace the framing rule themselves.</summary>
internal sealed class SecurityHeaders(RequestDelegate next, XiaoerOptions options)
{
    private const string Data = "default-src 'none'; frame-ancestors 'none'; sandbox";

    // The reading page of the API starts itself by a script in the page; its files are our own.
    private const string Reading =
        "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    private readonly bool _https = options.PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    public Task Invoke(HttpContext http)
    {
        // At the last moment: answers to failures start over with empty headers.
        http.Response.OnStarting(() =>
        {
            Set(http);
            return Task.CompletedTask;
        });
        return next(http);
    }

    private void Set(HttpContext http)
    {
        var (path, headers) = (http.Request.Path, http.Response.Headers);
        var data = path.StartsWithSegments("/api") || path.StartsWithSegments("/hubs") || path.StartsWithSegments("/openapi");
        headers.TryAdd("X-Content-Type-Options", "nosniff");
        headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
        headers.TryAdd("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
        headers.TryAdd("Cross-Origin-Opener-Policy", "same-origin");
        headers.TryAdd("Content-Security-Policy", data ? Data : path.StartsWithSegments("/docs") ? Reading : Pages(http));
        if (_https) headers.TryAdd("Strict-Transport-Security", "max-age=31536000");
        if (path.StartsWithSegments("/api")) headers.TryAdd("Cache-Control", "no-store");
    }

    // Older Safari does not take 'self' for WebSockets.
    private static string Pages(HttpContext http) =>
        "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; media-src 'self'; font-src 'self' data:; "
        + $"connect-src 'self' {Sockets(http)}; form-action 'self'; frame-ancestors 'none'; base-uri 'self'; object-src 'none'";

    private static string Sockets(HttpContext http)
    {
        var host = http.Request.Host.Value ?? "";
        return host.Length is > 0 and < 260 && host.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or ':' or '[' or ']') ? $"ws://{host} wss://{host}" : "";
    }
}
