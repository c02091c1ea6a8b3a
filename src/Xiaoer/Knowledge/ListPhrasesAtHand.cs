using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Knowledge;

/// <summary>
/// Everything an agent may insert now, in one answer: the desk holds it and searches it itself. Asked again with the tag of the last answer, it costs
/// next to nothing while nothing has changed.
/// </summary>
internal static class ListPhrasesAtHand
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapGet("/at-hand", Handle).RequirePermission(Permissions.ReadConversations).Produces(StatusCodes.Status304NotModified)
            .WithSummary("Everything the caller may insert now, with an ETag. Phrases of promotions that do not run are left out.");

    internal static async Task<Results<Ok<PhrasesAtHand>, StatusCodeHttpResult>> Handle(
        Guid shop, HttpContext http, Caller caller, XiaoerDb db, Phrases phrases, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, now) = (new ShopId(shop), time.Now());
        var promotions = await db.Promotions.AsNoTracking().Where(p => p.ShopId == ofShop && p.EndsAt > now).OrderBy(p => p.StartsAt).ToListAsync(ct);
        var running = promotions.Where(p => p.StartsAt <= now).ToDictionary(p => p.Id);

        var scripts = await phrases.VisibleTo(caller, ofShop).AsNoTracking().OrderBy(s => s.Id).ToListAsync(ct);
        var views = await phrases.Views(caller, ofShop, [.. scripts.Where(s => s.PromotionId is not { } promotion || running.ContainsKey(promotion))], ct);
        var counts = views.CountBy(v => v.PromotionId ?? Guid.Empty).ToDictionary();
        var answer = new PhrasesAtHand(
            views, [.. running.Values.Where(p => counts.ContainsKey(p.Id.Value)).Select(p => ListPromotions.View(p, counts[p.Id.Value], now))],
            promotions.Find(p => p.StartsAt > now)?.StartsAt);

        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(answer, XiaoerJson.Options)).AsSpan(0, 16))}\"";
        http.Response.Headers.ETag = tag;
        http.Response.Headers.CacheControl = "private, no-cache"; // kept by the browser, asked about each time
        http.Response.Headers.Vary = "Cookie, Authorization";
        return http.Request.Headers.IfNoneMatch.Contains(tag) ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(answer);
    }
}
