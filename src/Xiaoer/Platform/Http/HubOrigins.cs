namespace Xiaoer.Platform.Http;

/// <summary>
/// Browsers open a WebSocket to anybody and bring the cookies along, whatever CORS says: a live connection from another site's page, a sandboxed frame
/// (<c>null</c>), or from nowhere without a token of its own is refused before the upgrade.
/// </summary>
internal static class HubOrigins
{
    public static Task Check(HttpContext http, RequestDelegate next)
    {
        if (!http.Request.Path.StartsWithSegments("/hubs")) return next(http);

        var known = http.Request.Headers.Origin.Count > 0
            ? !Origins.IsForeign(http)
            : http.Request.Headers.Authorization.ToString().StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase);
        return known
            ? next(http)
            : Problem.Of("foreign_origin", "Live connections come from our own pages, or carry a token.", StatusCodes.Status403Forbidden).ExecuteAsync(http);
    }
}
