using Xiaoer.Catalog.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Catalog;

/// <summary>What the shop sells.</summary>
internal static class CatalogModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddScoped<ProductPictures>();
        services.AddScoped<ProductFile>();
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var products = api.MapGroup("/shops/{shop:guid}/products").WithTags("Products").RefuseUnknownQuery();
        ListProducts.Map(products);
        GetProduct.Map(products);
        PutProduct.Map(products);
    }
}
