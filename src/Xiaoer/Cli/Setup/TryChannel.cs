using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Cli.Setup;

/// <summary>A page with the widget, for whoever has just opened a shop and wants to be its first visitor.</summary>
internal static class TryChannel
{
    private const string Policy =
        "default-src 'none'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    public static void Map(WebApplication app) => app.MapGet("/try/{channel:guid}", Page).AllowAnonymous().ExcludeFromDescription();

    internal static async Task<IResult> Page(Guid channel, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var wanted = new ChannelId(channel);
        if (await db.Set<Channel>().AsNoTracking().Where(c => c.Id == wanted)
            .Select(c => db.Set<Xiaoer.Accounts.Shop>().Where(s => s.Id == c.ShopId).Select(s => new { s.Name, s.Locale }).Single()).SingleOrDefaultAsync(ct) is not { } shop)
            return TypedResults.NotFound();

        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        return new RazorComponentResult<TryPage>(new { ShopName = shop.Name, Channel = channel, Chinese = shop.Locale == Locales.Chinese }) { PreventStreamingRendering = true };
    }
}
