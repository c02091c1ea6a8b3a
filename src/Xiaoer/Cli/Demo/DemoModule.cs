using Xiaoer.Backups.Contracts;
using Xiaoer.Cli.Demo.Site;
using Xiaoer.Platform;

namespace Xiaoer.Cli.Demo;

/// <summary>The demo shop: its loader and its public pages under <c>/demo</c>.</summary>
internal static class DemoModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddSingleton(new ExampleShop(DemoShop.Shop));
        services.AddSingleton<DemoLogins>();
        services.AddScoped<DemoLoader>();
        services.AddScoped<Shown>();
        services.AddRazorComponents();
    }

    public static void Map(WebApplication app, RouteGroupBuilder api) => DemoSite.Map(app);
}
