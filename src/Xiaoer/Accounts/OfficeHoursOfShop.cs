using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>When the shop's people answer. Outside these hours the widget says when they are back.</summary>
internal static class OfficeHoursOfShop
{
    public static void Map(RouteGroupBuilder api)
    {
        api.MapGet("/shops/{shop:guid}/office-hours", Read).RequireMembership();
        api.MapPut("/shops/{shop:guid}/office-hours", Change).RequirePermission(Permissions.ManageShop);
    }

    internal static async Task<Results<Ok<OfficeHours>, NotFound>> Read(Guid shop, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        if (await db.Shops.AsNoTracking().SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } found) return TypedResults.NotFound();
        http.SetETag(found.Version);
        return TypedResults.Ok(found.Hours);
    }

    internal static async Task<Results<Ok<OfficeHours>, NotFound, ProblemHttpResult>> Change(
        Guid shop, OfficeHours request, Caller caller, HttpContext http, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        if (request is not { Week: not null, Closed: not null } || request.Week.Any(p => p is null) || !OfficeHoursRules.AreFine(request))
            return Invalid.Of("week", "A period ends after it begins, none overlaps another, and a day ends at minute 1440.");
        if (await db.Shops.SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } found) return TypedResults.NotFound();
        if (http.Stale(found.Version) is { } stale) return stale;

        found.Answer(new OfficeHours([.. request.Week.OrderBy(p => p.Day).ThenBy(p => p.From)], [.. request.Closed.Distinct().Order()]));
        audit.Note(wanted, caller.Actor, "shop.hours_changed", shop);
        await db.SaveChangesAsync(ct);
        http.SetETag(found.Version);
        return TypedResults.Ok(found.Hours);
    }
}
