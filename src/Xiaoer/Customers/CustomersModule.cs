using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Customers;

/// <summary>The people who buy, and what they are known by.</summary>
internal static class CustomersModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddScoped<CustomerViews>();
        services.AddScoped<CustomerWarnings>();
        services.AddScoped<CustomerLabels>();
        services.AddScoped<CustomerDirectory>();
        services.AddScoped<CustomerIntake>();
        services.AddScoped<CustomerSearch>();
        services.AddScoped<CustomerFile>();
        services.AddScoped<ForeignAccounts>();
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var customers = api.MapGroup("/shops/{shop:guid}/customers").WithTags("Customers").RefuseUnknownQuery();
        ListCustomers.Map(customers);
        GetCustomer.Map(customers);
        PutCustomer.Map(customers);
        AddCustomerNote.Map(customers);
        DeleteCustomerNote.Map(customers);
        UnmaskCustomer.Map(customers);
        PinCustomerNote.Map(customers);
        LabelCustomer.Map(customers);
        Labels.Map(customers);
        SetImportance.Map(customers);
        GetWarnings.Map(customers);
        SearchCustomers.Map(api.MapGroup("/shops/{shop:guid}/search").WithTags("Search").RefuseUnknownQuery());
    }
}
