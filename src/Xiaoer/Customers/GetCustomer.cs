using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>The customer panel: who this is, masked contact data, notes, and the orders in figures.</summary>
internal static class GetCustomer
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapGet("/{id:guid}", Handle).RequirePermission(Permissions.ReadCustomers).WithSummary("One customer, contact data masked.");

    internal static async Task<Results<Ok<CustomerView>, NotFound>> Handle(
        Guid shop, Guid id, HttpContext http, XiaoerDb db, CustomerViews views, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new CustomerId(id));
        if (await db.Customers.AsNoTracking().Include(c => c.Identities).SingleOrDefaultAsync(c => c.ShopId == ofShop && c.Id == wanted, ct) is not { } customer)
            return TypedResults.NotFound();

        Put.Tag(http, customer.Version);
        return TypedResults.Ok(await views.Of(customer, ct));
    }
}
