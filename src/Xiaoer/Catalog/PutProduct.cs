using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Catalog;

/// <summary>The shop's system says what a product is; its own number is the key.</summary>
internal static class PutProduct
{
    public static void Map(RouteGroupBuilder products) =>
        products.MapPut("/by-external-id/{external_id}", Handle).RequirePermission(Permissions.WriteProducts)
            .WithSummary("Creates the product of this number or makes it what the body says.");

    internal static async Task<Results<Ok<ProductView>, Created<ProductView>, ProblemHttpResult>> Handle(
        Guid shop, [StringLength(100), PlainText] string external_id, PutProductRequest request, HttpContext http, Caller caller, XiaoerDb db, TimeProvider time,
        CancellationToken ct)
    {
        if (Faults(request) is { Count: > 0 } faults) return Invalid.Of(faults);

        var ofShop = new ShopId(shop);
        return await Put.Run(http, db,
            token => db.Products.Include(p => p.Variants).SingleOrDefaultAsync(p => p.ShopId == ofShop && p.ExternalId == external_id, token),
            async (known, token) =>
            {
                var product = known ?? new Product(ofShop, new ProductId(time.NewId()), external_id, time.Now());
                await RefuseTakenSkus(db, product, request, token);
                product.Describe(request, () => new VariantId(time.NewId()), caller.Actor, time.Now());
                return product;
            },
            (product, _) => Task.FromResult(product.View()), ct);
    }

    private static async Task RefuseTakenSkus(XiaoerDb db, Product product, PutProductRequest request, CancellationToken ct)
    {
        var skus = (request.Variants ?? []).Select(v => v.Sku).ToList();
        var taken = await db.Variants.Where(v => v.ShopId == product.ShopId && v.ProductId != product.Id && skus.Contains(v.Sku)).Select(v => v.Sku).FirstOrDefaultAsync(ct);
        if (taken is not null) throw new RuleBroken("product.sku_taken", $"Another product has the SKU {taken}.");
    }

    private static Dictionary<string, string> Faults(PutProductRequest request)
    {
        var faults = new Dictionary<string, string>();
        Price("price", request.Price);
        var skus = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (i, variant) in (request.Variants ?? []).Index())
        {
            if (variant is null)
            {
                faults[$"variants[{i}]"] = "A variant is needed.";
                continue;
            }

            Price($"variants[{i}].price", variant.Price);
            if (!skus.Add(variant.Sku)) faults[$"variants[{i}].sku"] = "Two variants have this SKU.";
        }

        return faults;

        void Price(string field, Money price)
        {
            if (price.Currency is null) faults[field] = "A price is needed.";
            else if (price.Minor < 0) faults[field] = "A price is not negative.";
            else if (price.Currency != request.Price.Currency) faults[field] = "All prices of a product are in one currency.";
        }
    }
}
