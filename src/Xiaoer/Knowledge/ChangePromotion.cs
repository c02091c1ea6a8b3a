using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Renames a promotion or moves its beginning and end.</summary>
internal static class ChangePromotion
{
    public static void Map(RouteGroupBuilder promotions) =>
        promotions.MapPut("/{id:guid}", Handle).RequirePermission(Permissions.ManagePhrases).WithSummary("Name, beginning and end; If-Match guards against overwriting.");

    internal static async Task<Results<Ok<PromotionView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, SavePromotionRequest request, HttpContext http, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (AddPromotion.Faults(request) is { } faults) return faults;
        var (ofShop, wanted) = (new ShopId(shop), new PromotionId(id));
        if (await db.Promotions.SingleOrDefaultAsync(p => p.ShopId == ofShop && p.Id == wanted, ct) is not { } promotion) return TypedResults.NotFound();
        if (http.Stale(promotion.Version) is { } stale) return stale;

        await db.Write(async token =>
        {
            promotion.Describe(request.Name, Clock.Cut(request.StartsAt), Clock.Cut(request.EndsAt));
            await AddPromotion.DemandFreeName(db, promotion, token);
            audit.Note(ofShop, caller.Actor, "promotion.changed", id, request);
        }, ct);

        http.SetETag(promotion.Version);
        return TypedResults.Ok(ListPromotions.View(promotion, (await ListPromotions.Counts(db, ofShop, ct)).GetValueOrDefault(wanted), time.Now()));
    }
}
