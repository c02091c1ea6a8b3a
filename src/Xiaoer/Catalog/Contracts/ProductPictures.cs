using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Catalog.Contracts;

/// <summary>Finds the pictures of order lines: by the variant's SKU, or the product's own number where there are no variants.</summary>
internal sealed class ProductPictures(XiaoerDb db)
{
    public async Task<IReadOnlyDictionary<string, string>> Of(ShopId shop, IReadOnlyCollection<string> skus, CancellationToken ct)
    {
        if (skus.Count == 0) return new Dictionary<string, string>();

        var products = db.Products.AsNoTracking().Where(p => p.ShopId == shop && p.ImageUrl != null);
        var found = await products.Where(p => skus.Contains(p.ExternalId)).Select(p => new { Sku = p.ExternalId, p.ImageUrl })
            .Concat(
                from variant in db.Set<Variant>()
                join product in products on variant.ProductId equals product.Id
                where variant.ShopId == shop && skus.Contains(variant.Sku)
                select new { variant.Sku, product.ImageUrl })
            .ToListAsync(ct);

        var pictures = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var one in found) pictures[one.Sku] = one.ImageUrl!;
        return pictures;
    }
}
