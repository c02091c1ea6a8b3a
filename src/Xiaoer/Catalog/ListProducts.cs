using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Catalog;

/// <summary>The shop's products, newest first; <c>sku</c> finds the one that has it.</summary>
internal static class ListProducts
{
    public static void Map(RouteGroupBuilder products) =>
        products.MapGet("", Handle).RequirePermission(Permissions.ReadProducts).WithSummary("The shop's products, newest first.");

    internal static async Task<Results<Ok<Page<ProductView>>, ProblemHttpResult>> Handle(
        Guid shop, XiaoerDb db, CancellationToken ct, [StringLength(100), PlainText] string? external_id = null, [StringLength(100), PlainText] string? sku = null,
        string? cursor = null, [Range(1, Page<ProductView>.MaxLimit)] int limit = Page<ProductView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");

        var ofShop = new ShopId(shop);
        var products = db.Products.AsNoTracking().Include(p => p.Variants).Where(p => p.ShopId == ofShop);
        if (external_id is not null) products = products.Where(p => p.ExternalId == external_id);
        if (sku is not null) products = products.Where(p => p.Variants.Any(v => v.Sku == sku));
        if (after is { } last) products = products.Behind(p => p.Id, new ProductId(last.Id));

        var rows = await products.OrderByDescending(p => p.Id).Take(limit + 1).ToListAsync(ct);
        return TypedResults.Ok(Cursor.PageOf(rows, limit, p => new Cursor(0, p.Id.Value), p => p.View()));
    }
}
