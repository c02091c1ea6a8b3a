using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>The shops the caller may enter.</summary>
internal static class ListShops
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops", Handle).RequireAuthorization(Authorization.SignedIn);
        api.MapGet("/shops/{shop:guid}", One).RequireMembership();
    }

    internal static async Task<Ok<Page<ShopView>>> Handle(Caller caller, XiaoerDb db, CancellationToken ct)
    {
        var ids = caller.Shops.Keys.ToList();
        var shops = await db.Shops.AsNoTracking().Where(s => ids.Contains(s.Id)).OrderBy(s => s.Name).ToListAsync(ct);
        return TypedResults.Ok(new Page<ShopView>([.. shops.Select(View)], null));
    }

    internal static async Task<Results<Ok<ShopView>, NotFound>> One(Guid shop, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        if (await db.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } found) return TypedResults.NotFound();
        http.SetETag(found.Version);
        return TypedResults.Ok(View(found));
    }

    public static ShopView View(Shop shop) => new(shop.Id.Value, shop.Name, shop.Currency, shop.TimeZone, shop.Locale, shop.Version);
}
