using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>The warnings of the customer panel, and putting one aside until something new is found.</summary>
internal static class GetWarnings
{
    public static void Map(RouteGroupBuilder customers)
    {
        customers.MapGet("/{id:guid}/warnings", Handle).RequirePermission(Permissions.ReadCustomers).WithSummary("Look-alike names, other accounts of the same person, orders that could go in one parcel; without what was put aside.");
        customers.MapPost("/{id:guid}/warnings", Dismiss).RequirePermission(Permissions.WriteCustomers).WithSummary("Puts a warning aside until there is something new, or brings it back.");
    }

    internal static async Task<Results<Ok<Page<CustomerWarningView>>, NotFound>> Handle(Guid shop, Guid id, Caller caller, XiaoerDb db, CustomerWarnings warnings, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new CustomerId(id));
        if (!await db.Customers.AnyAsync(c => c.ShopId == ofShop && c.Id == wanted, ct)) return TypedResults.NotFound();

        var shown = new List<CustomerWarningView>();
        foreach (var warning in await warnings.Of(ofShop, wanted, caller.May(ofShop, Permissions.ReadOrders), ct))
            if (WarningRules.Shows(warning, await warnings.Dismissed(ofShop, wanted, warning.Kind, ct))) shown.Add(warning);
        return TypedResults.Ok(new Page<CustomerWarningView>(shown, null));
    }

    internal static async Task<Results<NoContent, NotFound>> Dismiss(
        Guid shop, Guid id, DismissWarningRequest request, Caller caller, XiaoerDb db, CustomerWarnings warnings, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted, at) = (new ShopId(shop), new CustomerId(id), time.Now());
        var evidence = request.Dismissed
            ? (await warnings.Of(ofShop, wanted, caller.May(ofShop, Permissions.ReadOrders), ct)).Where(w => w.Kind == request.Kind).SelectMany(WarningRules.Evidence).Distinct(StringComparer.Ordinal).ToList()
            : [];
        var there = await db.WriteInTurn(async token =>
        {
            if (await db.Customers.SingleOrDefaultAsync(c => c.ShopId == ofShop && c.Id == wanted, token) is not { } customer) return false;
            var known = await db.DismissedWarnings.Where(d => d.ShopId == ofShop && d.CustomerId == wanted && d.Kind == request.Kind).ToListAsync(token);
            var gone = request.Dismissed ? [] : known;
            var added = evidence.Where(e => known.All(k => k.Evidence != e)).ToList();
            if (gone.Count == 0 && added.Count == 0) return true;

            db.RemoveRange(gone);
            db.AddRange(added.Select(e => new DismissedWarning(ofShop, wanted, request.Kind, e, caller.Actor, at)));
            customer.Touch(caller.Actor, at);
            audit.Note(ofShop, caller.Actor, request.Dismissed ? "customer.warning_dismissed" : "customer.warning_restored", id, new Warned(request.Kind));
            return true;
        }, ct);
        return there ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    private sealed record Warned(CustomerWarningKind Kind);
}
