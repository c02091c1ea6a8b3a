using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Knowledge;

/// <summary>The shop's promotions, the latest first: those that run, and for who manages phrases all of them.</summary>
internal static class ListPromotions
{
    public static void Map(RouteGroupBuilder promotions) =>
        promotions.MapGet("", Handle).RequirePermission(Permissions.ReadConversations)
            .WithSummary("The promotions that run; with phrases.manage also those scheduled and ended. At most two hundred.");

    internal static async Task<Ok<Page<PromotionView>>> Handle(Guid shop, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, now) = (new ShopId(shop), time.Now());
        var promotions = db.Promotions.AsNoTracking().Where(p => p.ShopId == ofShop);
        if (!caller.May(ofShop, Permissions.ManagePhrases)) promotions = promotions.Where(p => p.StartsAt <= now && p.EndsAt > now);

        var counts = await Counts(db, ofShop, ct);
        var rows = await promotions.OrderByDescending(p => p.StartsAt).ThenBy(p => p.Id).ToListAsync(ct);
        return TypedResults.Ok(new Page<PromotionView>([.. rows.Select(p => View(p, counts.GetValueOrDefault(p.Id), now))], null));
    }

    internal static PromotionView View(Promotion p, int phrases, DateTimeOffset now) =>
        new(p.Id.Value, p.Name, p.StartsAt, p.EndsAt, PromotionRules.StateAt(p.StartsAt, p.EndsAt, now), phrases, p.Version);

    internal static async Task<IReadOnlyDictionary<PromotionId, int>> Counts(XiaoerDb db, ShopId shop, CancellationToken ct) =>
        await db.Scripts.Where(s => s.ShopId == shop && s.PromotionId != null && s.DeletedAt == null).GroupBy(s => s.PromotionId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key!.Value, g => g.Count, ct);
}
