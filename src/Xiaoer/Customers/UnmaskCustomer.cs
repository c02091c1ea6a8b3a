using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>Shows contact data in full, for a reason. No entry in the audit log, no look.</summary>
internal static class UnmaskCustomer
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapPost("/{id:guid}/unmask", Handle).RequirePermission(Permissions.UnmaskCustomers).WithSummary("The customer with contact data in full; the reason is audited.");

    internal static async Task<Results<Ok<CustomerView>, NotFound>> Handle(
        Guid shop, Guid id, UnmaskRequest request, HttpContext http, Caller caller, XiaoerDb db, CustomerViews views, AuditLog audit, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new CustomerId(id));
        if (await db.Customers.AsNoTracking().Include(c => c.Identities).SingleOrDefaultAsync(c => c.ShopId == ofShop && c.Id == wanted, ct) is not { } customer)
            return TypedResults.NotFound();

        audit.Note(ofShop, caller.Actor, "customer.unmasked", id, new Look(request.Reason));
        await db.SaveChangesAsync(ct);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await views.Of(customer, ct, masked: false));
    }

    private sealed record Look(string Reason);
}
