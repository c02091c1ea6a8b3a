using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Accounts;

/// <summary>What was done in a shop, newest first; by whom, of which kind, when.</summary>
internal static class ListAudit
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/shops/{shop:guid}/audit", Handle).RequirePermission(Permissions.ReadAudit);

    internal static async Task<Ok<Page<AuditView>>> Handle(
        Guid shop, XiaoerDb db, CancellationToken ct, Guid? cursor = null, [Range(1, Page<AuditView>.MaxLimit)] int limit = Page<AuditView>.DefaultLimit,
        Guid? actor = null, [StringLength(60), PlainText] string? action = null, DateTimeOffset? from = null, DateTimeOffset? to = null)
    {
        var shopId = new ShopId(shop);
        var entries = db.AuditEntries.AsNoTracking().Where(a => a.ShopId == shopId);
        if (cursor is { } before) entries = entries.Where(a => a.Id.CompareTo(before) < 0);
        if (actor is { } who) entries = entries.Where(a => a.Actor == who);
        if (action is { } what) entries = entries.Where(a => a.Action == what);
        if (from is { } first) entries = entries.Where(a => a.At >= first);
        if (to is { } last) entries = entries.Where(a => a.At < last);

        var found = await entries.OrderByDescending(a => a.Id).Take(limit + 1).ToListAsync(ct);
        var names = await Names(db, shopId, ct);
        var page = found.Take(limit).Select(a => View(a, names)).ToList();
        return TypedResults.Ok(new Page<AuditView>(page, found.Count > limit ? page[^1].Id.ToString() : null));
    }

    private static async Task<Dictionary<Guid, string>> Names(XiaoerDb db, ShopId shop, CancellationToken ct)
    {
        var people = await (
            from membership in db.Set<Membership>()
            join person in db.Set<Person>() on membership.PersonId equals person.Id
            where membership.ShopId == shop
            select new { person.Id, person.Name }).ToListAsync(ct);
        var keys = await db.Set<ApiKey>().Where(k => k.ShopId == shop).Select(k => new { k.Id, k.Name }).ToListAsync(ct);
        return people.Select(p => (p.Id.Value, p.Name)).Concat(keys.Select(k => (k.Id.Value, k.Name))).ToDictionary(n => n.Value, n => n.Name);
    }

    private static AuditView View(AuditEntry entry, Dictionary<Guid, string> names)
    {
        JsonElement? details = entry.Details is { } text ? JsonSerializer.Deserialize<JsonElement>(text) : null;
        return new AuditView(
            entry.Id, entry.At, entry.Actor, entry.Actor is { } actor ? names.GetValueOrDefault(actor) : null, entry.Action, entry.Subject, details, entry.Address);
    }
}
