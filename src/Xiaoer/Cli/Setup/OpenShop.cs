using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Cli.Setup;

/// <summary>An owner opens another shop in this installation and owns it. It has its first team and channel at once.</summary>
internal static class OpenShop
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/shops", Handle).RequireAuthorization(Authorization.SignedInPerson).Idempotent();

    internal static async Task<Results<Created<ShopView>, ProblemHttpResult>> Handle(
        SaveShopRequest request, Caller caller, HttpContext http, XiaoerDb db, ShopOpening opening, AccountsSetup setup, AuditLog audit, CancellationToken ct)
    {
        if (!caller.Shops.Values.Any(grant => grant.Roles.Contains(Role.Owner)))
            return Problem.Of("forbidden", "Only the owner of a shop opens another.", StatusCodes.Status403Forbidden);
        if (ShopRules.Refuse(request) is { } invalid) return invalid;

        var shop = await db.Write(async token =>
        {
            await ShopRules.DemandFreeName(db, request.Name, null, token);
            var opened = await opening.Open(request.Name, request.Currency, request.TimeZone, request.Locale, token);
            var id = opened.Shop;
            await setup.Join(id, caller.Agent, [Role.Owner], [opened.Team], token);
            audit.Note(id, caller.Actor, "shop.created", id.Value);
            return await db.Set<Shop>().SingleAsync(s => s.Id == id, token);
        }, ct);

        http.SetETag(shop.Version);
        return TypedResults.Created($"/api/v1/shops/{shop.Id.Value}", ListShops.View(shop));
    }
}
