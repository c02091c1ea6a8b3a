using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Catalog;
using Xiaoer.Cli.Demo.Catalogue;
using Xiaoer.Cli.Demo.Pictures;
using Xiaoer.Conversations;
using Xiaoer.Conversations.Widget;
using Xiaoer.Customers;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Cli.Demo.Site;

/// <summary>The demo shop's public pages: an ordinary shop that carries the widget's one line. They exist while the demo shop does.</summary>
internal static class DemoSite
{
    private const string Policy =
        "default-src 'none'; img-src 'self' data:; style-src 'self'; script-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static void Map(WebApplication app)
    {
        var site = app.MapGroup("/demo").AllowAnonymous().DisableAntiforgery().ExcludeFromDescription().AddEndpointFilter(OnlyWhileThereIsAShop);
        site.MapGet("/", Home);
        site.MapGet("/p/{code}", ShowProduct);
        site.MapPost("/login", LogIn);
        site.MapPost("/logout", LogOut);
        site.MapGet("/identity", Identity);
        site.MapGet("/img/{name}.svg", Picture);
        site.MapGet("/shop.css", () => TypedResults.Bytes(DemoResources.Bytes("Site.shop.css"), "text/css; charset=utf-8"));
        site.MapGet("/shop.js", () => TypedResults.Bytes(DemoResources.Bytes("Site.shop.js"), "text/javascript; charset=utf-8"));
    }

    private static async ValueTask<object?> OnlyWhileThereIsAShop(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var db = http.RequestServices.GetRequiredService<XiaoerDb>();
        if (!await db.Set<Channel>().AnyAsync(c => c.ShopId == DemoShop.Shop && c.Id == DemoShop.Channel, http.RequestAborted)) return TypedResults.NotFound();

        http.Response.Headers.ContentSecurityPolicy = Policy;
        http.Response.Headers.CacheControl = "no-store";
        return await next(context);
    }

    internal static IResult Home(HttpContext http, Shown shown, string? c = null, string? lang = null, string? bye = null)
    {
        shown.Reader = Reader.Of(http, lang) with { Forget = bye == "1" };
        shown.Category = DemoCatalogue.Categories.Any(known => known.Code == c) ? c : null;
        return Page<HomePage>();
    }

    internal static async Task<IResult> ShowProduct(string code, HttpContext http, Shown shown, XiaoerDb db, CancellationToken ct, string? shade = null, string? lang = null)
    {
        if (DemoCatalogue.Find(code) is not { } article) return TypedResults.NotFound();
        var stock = await db.Set<Variant>().AsNoTracking()
            .Where(v => v.ShopId == DemoShop.Shop && db.Set<Product>().Any(p => p.ShopId == v.ShopId && p.Id == v.ProductId && p.ExternalId == article.Code))
            .ToDictionaryAsync(v => v.Sku, v => v.Stock ?? 0, ct);
        var found = article.Shades.FirstOrDefault(s => string.Equals(s.Code, shade, StringComparison.OrdinalIgnoreCase)) ?? article.Shades[0];
        (shown.Reader, shown.Category, shown.Article, shown.Shade, shown.Stock) = (Reader.Of(http, lang), article.Category, article, found, stock);
        return Page<ProductPage>();
    }

    /// <summary>Only the few known customers can be played; their number is all the cookie holds.</summary>
    internal static RedirectHttpResult LogIn(HttpContext http, [FromForm] string? customer)
    {
        if (Personas.Find(customer) is { } persona) Reader.Remember(http, Personas.Cookie, persona.ExternalId, TimeSpan.FromDays(7));
        return TypedResults.LocalRedirect(Reader.Back(http));
    }

    internal static RedirectHttpResult LogOut(HttpContext http)
    {
        http.Response.Cookies.Delete(Personas.Cookie, new CookieOptions { Path = "/demo" });
        return TypedResults.LocalRedirect("/demo?bye=1");
    }

    /// <summary>What a shop's own server does for <c>identify</c>: signs who is logged in, with the secret it shares with Xiaoer.</summary>
    internal static async Task<IResult> Identity(HttpContext http, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        if (Personas.Current(http) is not { } persona) return TypedResults.NoContent();
        var customer = await db.Set<Customer>().AsNoTracking().SingleOrDefaultAsync(c => c.ShopId == DemoShop.Shop && c.ExternalId == persona.ExternalId, ct);
        var secret = await db.Set<Channel>().Where(c => c.ShopId == DemoShop.Shop && c.Id == DemoShop.Channel).Select(c => c.Secret).SingleAsync(ct);
        return customer is null
            ? TypedResults.NoContent()
            : TypedResults.Text(IdentityTokens.Sign(secret, DemoShop.Channel.Value, customer.ExternalId, time.NewId().ToString("N"), time.GetUtcNow(), customer.Name), "text/plain");
    }

    internal static IResult Picture(string name, HttpContext http)
    {
        if (ArticlePictures.Of(name) is not { } picture) return TypedResults.NotFound();
        http.Response.Headers.CacheControl = "public, max-age=86400";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; sandbox";
        return TypedResults.Bytes(picture, "image/svg+xml");
    }

    private static RazorComponentResult<T> Page<T>() where T : Microsoft.AspNetCore.Components.IComponent => new() { PreventStreamingRendering = true };
}
