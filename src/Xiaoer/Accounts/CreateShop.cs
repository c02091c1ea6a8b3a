using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>An owner opens another shop in this installation and owns it.</summary>
internal static class CreateShop
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/shops", Handle).RequireAuthorization(Authorization.SignedInPerson).Idempotent();

    internal static async Task<Results<Created<ShopView>, ProblemHttpResult>> Handle(
        SaveShopRequest request, Caller caller, HttpContext http, XiaoerDb db, AccountsSetup setup, AuditLog audit, CancellationToken ct)
    {
        if (!caller.Shops.Values.Any(grant => grant.Roles.Contains(Role.Owner)))
            return Problem.Of("forbidden", "Only the owner of a shop opens another.", StatusCodes.Status403Forbidden);
        if (ShopRules.Refuse(request) is { } invalid) return invalid;

        var shop = await db.Write(async token =>
        {
            await ShopRules.DemandFreeName(db, request.Name, null, token);
            var id = await setup.CreateShop(request.Name, request.Currency, request.TimeZone, request.Locale, ct: token);
            await setup.Join(id, caller.Agent, [Role.Owner], [], token);
            audit.Note(id, caller.Actor, "shop.created", id.Value);
            return await db.Set<Shop>().SingleAsync(s => s.Id == id, token);
        }, ct);

        http.SetETag(shop.Version);
        return TypedResults.Created($"/api/v1/shops/{shop.Id.Value}", ListShops.View(shop));
    }
}

/// <summary>What a shop's settings must be.</summary>
internal static class ShopRules
{
    public static ProblemHttpResult? Refuse(SaveShopRequest request) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(request.TimeZone, out var zone) && zone.HasIanaId
            ? null
            : Invalid.Of("time_zone", "The time zone is an IANA name such as Asia/Shanghai.");

    public static async Task DemandFreeName(XiaoerDb db, string name, ShopId? except, CancellationToken ct)
    {
        if (await db.Set<Shop>().AnyAsync(s => s.Name == name && s.Id != except, ct)) throw new RuleBroken("shop.name_taken", "Another shop has this name.");
    }
}
