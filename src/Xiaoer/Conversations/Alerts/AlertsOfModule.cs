namespace Xiaoer.Conversations.Alerts;

/// <summary>Puts together what tells people: their choices, and pushes to devices without an open desk.</summary>
internal static class AlertsOfModule
{
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton<PushKeys>();
        services.AddSingleton<PushLine>();
        services.AddSingleton<DeskFronts>();
        services.AddScoped<PushJudge>();
        services.AddSingleton<PushPlanner>();
        services.AddHostedService(provider => provider.GetRequiredService<PushPlanner>());
        services.AddSingleton<PushSender>();
        services.AddHostedService(provider => provider.GetRequiredService<PushSender>());
    }

    public static void Map(RouteGroupBuilder api)
    {
        var alerts = api.MapGroup("").WithTags("Notifications");
        ChooseNotifications.Map(alerts);
        PushDevices.Map(alerts);
    }
}
