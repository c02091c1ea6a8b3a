using Xiaoer.Catalog;
using Xiaoer.Cli.Demo.Catalogue;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli.Demo.History;

/// <summary>Puts the articles on the shelves: every colour and size a variant with its own stock, a few sold out.</summary>
internal static class Shelves
{
    public static IEnumerable<Product> Make(Chance chance, DateTimeOffset now)
    {
        foreach (var article in DemoCatalogue.All)
        {
            var since = now.AddDays(-430 + chance.Next(300));
            var variants = article.Shades.SelectMany(shade => article.Sizes.Select((_, size) => new PutVariantRequest(
                article.Sku(shade, size), article.VariantName(shade, size).Zh, Money.Cny(article.PriceOf(size)), Stock(chance, article.Sku(shade, size))))).ToList();
            var product = new Product(DemoShop.Shop, new ProductId(chance.Id(since)), article.Code, since);
            product.Describe(
                new PutProductRequest(article.Title.Zh, DemoCatalogue.Category(article.Category).Zh, article.Image(article.Shades[0]), $"/demo/p/{article.Code}", Money.Cny(article.PriceOf(0)), variants),
                () => new VariantId(chance.Id(since)), null, since);
            product.TakeRaised();
            yield return product;
        }
    }

    /// <summary>What conversations say is left, is left.</summary>
    private static readonly Dictionary<string, int> Said = new() { ["YS3001-CM-2"] = 4, ["YS3002-CG-3"] = 2, ["YS5005-BK-1"] = 3, ["YS1003-CH-1"] = 9, ["YS1004-WR-1"] = 5, ["YS2006-SD-3"] = 21 };

    private static int Stock(Chance chance, string sku)
    {
        var drawn = chance.Next(14) switch { 0 => 0, 1 or 2 => chance.Between(1, 4), _ => chance.Between(5, 80) };
        return Said.GetValueOrDefault(sku, drawn);
    }
}
