using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

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
