using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Orders.Import;
using Xiaoer.Orders.Import.Jobs;
using Xiaoer.Orders.Import.Undo;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Orders;

/// <summary>What was bought, by whom, and what of it went back.</summary>
internal static class OrdersModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddScoped<OrderViews>();
        services.AddScoped<Contracts.OrderDirectory>();
        services.AddScoped<ICustomerOrders, CustomerOrders>();
        services.AddScoped<ICurrencyUse, CurrencyUse>();
        services.AddScoped<ImportShop>();
        services.AddScoped<ICustomerUse, CustomersWithOrders>();
        services.AddSingleton<FileImport>();
        services.AddSingleton<ImportUndo>();
        if (options.KeepsFilesInDatabase) services.AddSingleton<IImportContent, DatabaseImportContent>();
        else services.AddSingleton<IImportContent, FolderImportContent>();
        services.AddSingleton<ImportWorker>();
        services.AddHostedService(provider => provider.GetRequiredService<ImportWorker>());
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var shop = api.MapGroup("/shops/{shop:guid}").WithTags("Orders").RefuseUnknownQuery();
        var orders = shop.MapGroup("/orders");
        ListOrders.Map(orders);
        GetOrder.Map(orders);
        PutOrder.Map(orders);
        ListCustomerOrders.Map(shop);
        SearchOrders.Map(api.MapGroup("/shops/{shop:guid}/search").WithTags("Search").RefuseUnknownQuery());
        MapImports(shop);
    }

    private static void MapImports(RouteGroupBuilder shop)
    {
        var imports = shop.MapGroup("/imports").WithTags("Imports");
        ListImports.Map(imports);
        UploadImport.Map(imports);
        PlanImport.Map(imports);
        PreviewImport.Map(imports);
        StartImport.Map(imports);
        CancelImport.Map(imports);
        UndoImport.Map(imports);
        DiscardImport.Map(imports);
        GetRejects.Map(imports);
        ImportMappings.Map(shop);
    }
}
