using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Takes a promotion away with the phrases that were made for it. Unlike a phrase it does not come back.</summary>
internal static class DeletePromotion
{
    public static void Map(RouteGroupBuilder promotions) =>
        promotions.MapDelete("/{id:guid}", Handle).RequirePermission(Permissions.ManagePhrases).WithSummary("Deletes the promotion and its phrases for good.");

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, HttpContext http, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new PromotionId(id));
        if (await db.Promotions.SingleOrDefaultAsync(p => p.ShopId == ofShop && p.Id == wanted, ct) is not { } promotion) return TypedResults.NotFound();
        if (http.Stale(promotion.Version) is { } stale) return stale;

        db.Promotions.Remove(promotion);
        audit.Note(ofShop, caller.Actor, "promotion.deleted", id, new Gone(promotion.Name));
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }

    private sealed record Gone(string Name);
}
