using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;

namespace Xiaoer.Catalog;

/// <summary>One product with its variants.</summary>
internal static class GetProduct
{
    public static void Map(RouteGroupBuilder products) =>
        products.MapGet("/{id:guid}", Handle).RequirePermission(Permissions.ReadProducts).WithSummary("One product with its variants.");

    internal static async Task<Results<Ok<ProductView>, NotFound>> Handle(Guid shop, Guid id, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new ProductId(id));
        if (await db.Products.AsNoTracking().Include(p => p.Variants).SingleOrDefaultAsync(p => p.ShopId == ofShop && p.Id == wanted, ct) is not { } product)
            return TypedResults.NotFound();

        Put.Tag(http, product.Version);
        return TypedResults.Ok(product.View());
    }
}
