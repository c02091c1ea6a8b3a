using Xiaoer.Platform;

namespace Xiaoer.Cli.Setup;

/// <summary>The first run, further shops and the end of the demo shop. It stands above the modules: it uses all of them.</summary>
internal static class SetupModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options) => services.AddScoped<ShopOpening>();

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var setup = api.MapGroup("").WithTags("Setup");
        SetUpShop.Map(setup);
        RemoveDemo.Map(setup);
        OpenShop.Map(api.MapGroup("").WithTags("Shops"));
        TryChannel.Map(app);
    }
}
