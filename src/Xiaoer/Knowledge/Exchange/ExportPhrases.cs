using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>The phrases somebody sees as a file that can be edited and imported again.</summary>
internal static class ExportPhrases
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapGet("/export", Handle).RequirePermission(Permissions.ReadConversations)
            .WithSummary("The phrases the caller sees as csv or xlsx, with how often they are used. The headings are in the shop's language.");

    internal static async Task<Results<FileContentHttpResult, ProblemHttpResult>> Handle(
        Guid shop, Caller caller, XiaoerDb db, Phrases phrases, ShopDirectory shops, TimeProvider time, CancellationToken ct, string format = "csv")
    {
        if (format is not ("csv" or "xlsx")) return Invalid.Of("format", "format is csv or xlsx.");

        var ofShop = new ShopId(shop);
        var facts = await shops.Find(ofShop, ct);
        var promotions = await db.Promotions.AsNoTracking().Where(p => p.ShopId == ofShop).ToDictionaryAsync(p => p.Id.Value, ct);
        var scripts = await phrases.VisibleTo(caller, ofShop).AsNoTracking().OrderBy(s => s.Folder).ThenBy(s => s.Id).ToListAsync(ct);
        var views = await phrases.Views(caller, ofShop, scripts, ct);

        var chinese = facts.Locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase);
        var lines = views.Select(v => Line(v, v.PromotionId is { } id ? promotions[id] : null, facts.TimeZone, chinese))
            .Prepend([.. PhraseColumns.All.Select(c => PhraseColumns.Heading(c, chinese))]);
        var name = $"phrases-{ShopTime.Local(time.Now(), facts.TimeZone):yyyyMMdd}.{format}";
        return format == "csv"
            ? TypedResults.File(SheetWriter.Csv(lines), "text/csv; charset=utf-8", name)
            : TypedResults.File(SheetWriter.Excel(lines), "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", name);
    }

    private static string[] Line(PhraseView v, Promotion? promotion, string zone, bool chinese) =>
    [
        v.Scope == PhraseScope.Shop ? chinese ? "店铺" : "shop" : chinese ? "个人" : "personal", v.Folder, v.Title ?? "", v.Shortcut ?? "", v.Text, promotion?.Name ?? "",
        promotion is null ? "" : ShopTime.Write(promotion.StartsAt, zone), promotion is null ? "" : ShopTime.Write(promotion.EndsAt, zone),
        v.All.Count.ToString(CultureInfo.InvariantCulture), v.All.LastAt is { } last ? ShopTime.Write(last, zone) : "",
    ];
}
