using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Orders;

/// <summary>What was bought, by whom, and what of it went back.</summary>
internal static class OrdersModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddScoped<OrderViews>();
        services.AddScoped<ICustomerOrders, CustomerOrders>();
        services.AddScoped<ICurrencyUse, CurrencyUse>();
        services.AddScoped<ImportShop>();
        services.AddSingleton<OrderImport>();
        services.AddSingleton<ImportStream>();
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var shop = api.MapGroup("/shops/{shop:guid}").WithTags("Orders").RefuseUnknownQuery();
        var orders = shop.MapGroup("/orders");
        ListOrders.Map(orders);
        GetOrder.Map(orders);
        PutOrder.Map(orders);
        ListCustomerOrders.Map(shop);
        UploadOrders.Map(shop);
        SearchOrders.Map(api.MapGroup("/shops/{shop:guid}/search").WithTags("Search").RefuseUnknownQuery());
    }
}
