using Xiaoer.Accounts.Contracts;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;

namespace Xiaoer.Backups;

/// <summary>Keeps the store safe: backups on a schedule and by hand, and the ways back in.</summary>
internal static class BackupsModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        services.AddScoped<StoreBackup>();
        services.AddScoped<BackupLog>();
        services.AddScoped<InstallationOwners>();
        services.AddSingleton<BackupSchedule>();
        services.AddSingleton<BackupFigures>();
        services.AddSingleton<BackupWork>();
        services.AddHostedService(provider => provider.GetRequiredService<BackupWork>());
    }

    public static void Map(WebApplication app, RouteGroupBuilder api)
    {
        var backups = api.MapGroup("/backups").WithTags("Backups").RequireAuthorization(Authorization.SignedInPerson).AddEndpointFilter(InstallationOwners.Only);
        GetBackups.Map(backups);
        WantBackup.Map(backups);
        DownloadBackup.Map(backups);
    }
}
