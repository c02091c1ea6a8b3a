using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Announces a promotion; its phrases come to hand when it begins and go when it ends.</summary>
internal static class AddPromotion
{
    public static void Map(RouteGroupBuilder promotions) =>
        promotions.MapPost("", Handle).RequirePermission(Permissions.ManagePhrases).Idempotent().WithSummary("Adds a promotion with its beginning and end.");

    internal static async Task<Results<Created<PromotionView>, ProblemHttpResult>> Handle(
        Guid shop, SavePromotionRequest request, HttpContext http, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        if (Faults(request) is { } faults) return faults;

        var promotion = new Promotion(new ShopId(shop), new PromotionId(time.NewId()), time.Now());
        promotion.Describe(request.Name, Clock.Cut(request.StartsAt), Clock.Cut(request.EndsAt));
        await db.Write(async token =>
        {
            if (await db.Promotions.CountAsync(p => p.ShopId == promotion.ShopId, token) >= PhraseRules.MostPromotions)
                throw new RuleBroken("promotion.too_many", $"There is room for {PhraseRules.MostPromotions} promotions.");
            await DemandFreeName(db, promotion, token);
            db.Promotions.Add(promotion);
            audit.Note(promotion.ShopId, caller.Actor, "promotion.added", promotion.Id.Value, request);
        }, ct);

        http.SetETag(promotion.Version);
        return TypedResults.Created((string?)null, ListPromotions.View(promotion, 0, time.Now()));
    }

    internal static ProblemHttpResult? Faults(SavePromotionRequest request) =>
        string.IsNullOrWhiteSpace(request.Name) ? Invalid.Of("name", "A name is needed.")
        : request.EndsAt <= request.StartsAt ? Invalid.Of("ends_at", "It ends after it begins.")
        : null;

    internal static async Task DemandFreeName(XiaoerDb db, Promotion promotion, CancellationToken ct)
    {
        var (shop, id, name) = (promotion.ShopId, promotion.Id, promotion.Name);
        if (await db.Set<Promotion>().AnyAsync(p => p.ShopId == shop && p.Name == name && p.Id != id, ct))
            throw new RuleBroken("promotion.name_taken", "Another promotion has this name.");
    }
}
