using Xiaoer.Shared.Catalog;

namespace Xiaoer.Catalog;

/// <summary>Products as the API shows them.</summary>
internal static class ProductViews
{
    public static ProductView View(this Product product) => new(
        product.Id.Value, product.ExternalId, product.Title, product.Category, product.ImageUrl, product.Url, product.Price,
        [.. product.Variants.OrderBy(v => v.Sku, StringComparer.Ordinal).Select(v => new VariantView(v.Id.Value, v.Sku, v.Name, v.Price, v.Stock))],
        product.UpdatedAt, product.Version);
}
