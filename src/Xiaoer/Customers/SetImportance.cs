using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>An agent ranks a customer by hand (A3.13).</summary>
internal static class SetImportance
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapPut("/{id:guid}/importance", Handle).RequirePermission(Permissions.WriteCustomers).WithSummary("How much care the customer takes; If-Match guards against overwriting.");

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, SetImportanceRequest request, HttpContext http, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new CustomerId(id));
        return await db.Write<Results<NoContent, NotFound, ProblemHttpResult>>(async token =>
        {
            if (await db.Customers.SingleOrDefaultAsync(c => c.ShopId == ofShop && c.Id == wanted, token) is not { } customer) return TypedResults.NotFound();
            if (http.Stale(customer.Version) is { } stale) return stale;
            if (customer.Rank(request.Importance, caller.Actor, time.Now())) audit.Note(ofShop, caller.Actor, "customer.ranked", id, request);
            return TypedResults.NoContent();
        }, ct);
    }
}
