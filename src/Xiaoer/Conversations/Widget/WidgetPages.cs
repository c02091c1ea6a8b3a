using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>The page inside the widget's frame. It alone may be framed, by the origins the channel allows.</summary>
internal static class WidgetPages
{
    public static void Map(WebApplication app) => app.MapGet("/widget/app", App).AllowAnonymous();

    internal static async Task<IResult> App(Guid channel, HttpContext http, XiaoerDb db, IWebHostEnvironment environment, CancellationToken ct)
    {
        var wanted = new ChannelId(channel);
        if (await db.Set<Channel>().AsNoTracking().Where(c => c.Id == wanted).Select(c => c.AllowedOrigins).SingleOrDefaultAsync(ct) is not { } origins)
            return TypedResults.NotFound();

        var page = environment.WebRootFileProvider.GetFileInfo("widget/app.html");
        if (!page.Exists) return TypedResults.NotFound();
        var ancestors = origins.Length > 0 ? $"'self' {origins}" : "*";
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https: http: data: blob:; connect-src 'self' {SocketOrigin(http)}; font-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}";
        http.Response.Headers.Remove("Cross-Origin-Opener-Policy");
        http.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Stream(page.CreateReadStream(), "text/html; charset=utf-8");
    }

    private static string SocketOrigin(HttpContext http) => $"{(http.Request.IsHttps ? "wss" : "ws")}://{http.Request.Host}";
}
