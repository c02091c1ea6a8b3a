using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Name, currency, clock and language of a shop. The currency stays once something is counted in it.</summary>
internal static class ChangeShop
{
    public static void Map(RouteGroupBuilder api) => api.MapPut("/shops/{shop:guid}", Handle).RequirePermission(Permissions.ManageShop);

    internal static async Task<Results<Ok<ShopView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, SaveShopRequest request, Caller caller, HttpContext http, XiaoerDb db, IEnumerable<ICurrencyUse> uses,
        AuditLog audit, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        if (ShopRules.Refuse(request) is { } invalid) return invalid;
        if (await db.Shops.SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } found) return TypedResults.NotFound();
        if (http.Stale(found.Version) is { } stale) return stale;

        await db.Write(async token =>
        {
            await ShopRules.DemandFreeName(db, request.Name, wanted, token);
            if (request.Currency != found.Currency) await DemandUnusedCurrency(uses, wanted, token);
            found.Change(request.Name, request.Currency, request.TimeZone, request.Locale);
            audit.Note(wanted, caller.Actor, "shop.changed", shop, request);
        }, ct);

        http.SetETag(found.Version);
        return TypedResults.Ok(ListShops.View(found));
    }

    private static async Task DemandUnusedCurrency(IEnumerable<ICurrencyUse> uses, ShopId shop, CancellationToken ct)
    {
        foreach (var use in uses)
            if (await use.InUse(shop, ct)) throw new RuleBroken("shop.currency_in_use", "The shop has orders in its currency already.");
    }
}
