using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>The shop's tags and groups: offered while somebody types, named and coloured anew, given up.</summary>
internal static class Labels
{
    public static void Map(RouteGroupBuilder customers)
    {
        customers.MapGet("/labels", List).RequirePermission(Permissions.ReadCustomers).WithSummary("The shop's tags or groups whose name has q in it, with how many customers are under each, the most used first.");
        customers.MapPost("/labels", Create).RequirePermission(Permissions.WriteCustomers).Idempotent().WithSummary("A group with nobody in it yet.");
        customers.MapPut("/labels/{id:guid}", Change).RequirePermission(Permissions.WriteCustomers).WithSummary("Another name or colour; If-Match guards against overwriting.");
        customers.MapDelete("/labels/{id:guid}", Delete).RequirePermission(Permissions.WriteCustomers).WithSummary("Gives up the tag or group; the customers stay.");
    }

    internal static async Task<Results<Ok<Page<LabelView>>, ProblemHttpResult>> List(
        Guid shop, XiaoerDb db, CancellationToken ct, string? kind = null, [StringLength(LabelRules.LongestName), PlainText] string? q = null,
        [Range(1, Page<LabelView>.MaxLimit)] int limit = Page<LabelView>.DefaultLimit)
    {
        if (!CodeWord.TryRead<LabelKind>(kind, out var wanted)) return Invalid.Of("kind", "kind is tag or group.");
        var ofShop = new ShopId(shop);
        var labels = db.CustomerLabels.AsNoTracking().Where(l => l.ShopId == ofShop);
        if (wanted is { } one) labels = labels.Where(l => l.Kind == one);
        if (LabelRules.KeyOf(q ?? "") is { Length: > 0 } part) labels = labels.Where(l => l.NameKey.Contains(part));

        var found = await labels.Select(l => new { Label = l, Customers = db.Set<LabelledCustomer>().Count(c => c.ShopId == l.ShopId && c.LabelId == l.Id) })
            .OrderByDescending(l => l.Customers).ThenBy(l => l.Label.NameKey).Take(limit).ToListAsync(ct);
        return TypedResults.Ok(new Page<LabelView>([.. found.Select(l => l.Label.View(l.Customers))], null));
    }

    internal static async Task<Results<Created<LabelView>, ProblemHttpResult>> Create(
        Guid shop, AddLabelRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, key) = (new ShopId(shop), LabelRules.KeyOf(request.Name));
        if (key.Length == 0) return Invalid.Of("name", "A name is needed.");
        if (request.Kind != LabelKind.Group) return Invalid.Of("kind", "A tag comes into being with the first customer under it.");

        var created = await db.Write(async token =>
        {
            if (await db.CustomerLabels.AnyAsync(l => l.ShopId == ofShop && l.Kind == request.Kind && l.NameKey == key, token)) throw Taken();
            var label = await LabelCustomer.New(db, ofShop, request, time, token);
            audit.Note(ofShop, caller.Actor, "label.created", label.Id, new Named(label.Kind, label.Name));
            return label;
        }, ct);
        return TypedResults.Created((string?)null, created.View(0));
    }

    internal static async Task<Results<Ok<LabelView>, NotFound, ProblemHttpResult>> Change(
        Guid shop, Guid id, SaveLabelRequest request, HttpContext http, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (ofShop, key) = (new ShopId(shop), LabelRules.KeyOf(request.Name));
        if (key.Length == 0) return Invalid.Of("name", "A name is needed.");
        if (await db.CustomerLabels.SingleOrDefaultAsync(l => l.ShopId == ofShop && l.Id == id, ct) is not { } label) return TypedResults.NotFound();
        if (http.Stale(label.Version) is { } stale) return stale;

        await db.Write(async token =>
        {
            if (await db.CustomerLabels.AnyAsync(l => l.ShopId == ofShop && l.Kind == label.Kind && l.NameKey == key && l.Id != id, token)) throw Taken();
            label.Describe(request.Name, request.Color);
            audit.Note(ofShop, caller.Actor, "label.changed", id, new Named(label.Kind, label.Name));
        }, ct);
        http.SetETag(label.Version);
        return TypedResults.Ok(label.View());
    }

    internal static async Task<Results<NoContent, NotFound>> Delete(Guid shop, Guid id, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        var deleted = await db.Write(async token =>
        {
            if (await db.CustomerLabels.SingleOrDefaultAsync(l => l.ShopId == ofShop && l.Id == id, token) is not { } label) return false;
            await db.LabelledCustomers.Where(l => l.ShopId == ofShop && l.LabelId == id).ExecuteDeleteAsync(token);
            db.CustomerLabels.Remove(label);
            audit.Note(ofShop, caller.Actor, "label.deleted", id, new Named(label.Kind, label.Name));
            return true;
        }, ct);
        return deleted ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private static RuleBroken Taken() => new("label.taken", "There is one of this name already.");

    private sealed record Named(LabelKind Kind, string Name);
}
