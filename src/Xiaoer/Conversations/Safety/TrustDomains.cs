using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Safety;

/// <summary>Which domains a shop trusts: read by its people, set by who manages it.</summary>
internal static class TrustDomains
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapGet("/safety", Read).RequireMembership();
        shops.MapPut("/safety", Save).RequirePermission(Permissions.ManageShop);
    }

    internal static async Task<Ok<SafetyView>> Read(Guid shop, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        var safety = await db.Set<ShopSafety>().AsNoTracking().SingleOrDefaultAsync(s => s.ShopId == wanted, ct);
        http.SetETag(safety?.Version ?? 0);
        return TypedResults.Ok(View(safety));
    }

    internal static async Task<Results<Ok<SafetyView>, ProblemHttpResult>> Save(
        Guid shop, SaveSafetyRequest request, Caller caller, HttpContext http, XiaoerDb db, SafetyCheck check, AuditLog audit, CancellationToken ct)
    {
        var wanted = new ShopId(shop);
        if (request.TrustedDomains.Count > SafetySettings.MostDomains) return Invalid.Of("trusted_domains", $"At most {SafetySettings.MostDomains} domains.");
        if (request.TrustedDomains.Any(d => d is null || !SafetyRules.IsDomain(d))) return Invalid.Of("trusted_domains", "A domain looks like shop.example: no https://, no path.");

        string[] domains = [.. request.TrustedDomains.Select(d => d.ToLowerInvariant()).Distinct().Order(StringComparer.Ordinal)];
        var (saved, stale) = await db.WriteInTurn<(ShopSafety?, ProblemHttpResult?)>(async token =>
        {
            var known = await db.Set<ShopSafety>().SingleOrDefaultAsync(s => s.ShopId == wanted, token);
            if (http.Stale(known?.Version ?? 0) is { } refused) return (known, refused);
            if (known is null) db.Add(known = new ShopSafety(wanted));
            known.Trust(domains);
            audit.Note(wanted, caller.Actor, "shop.trusted_domains_changed", shop, new SaveSafetyRequest(domains));
            return (known, null);
        }, ct);
        if (stale is not null) return stale;
        check.Forget(wanted);
        http.SetETag(saved!.Version);
        return TypedResults.Ok(View(saved));
    }

    private static SafetyView View(ShopSafety? safety) => new(safety?.TrustedDomains ?? [], safety?.Version ?? 0);
}
