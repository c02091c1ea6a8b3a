namespace Xiaoer.Platform.Files;

/// <summary>Pictures and files people send: taken in, kept, served by signed links.</summary>
internal static class FilesModule
{
    public static void Add(IServiceCollection services, XiaoerOptions options)
    {
        if (options.KeepsFilesInDatabase) services.AddSingleton<IContentStore, DatabaseContent>();
        else services.AddSingleton<IContentStore, FolderContent>();
        services.AddSingleton<FileLinks>();
        services.AddSingleton<UploadSlots>();
        services.AddScoped<StoredFiles>();
        services.AddSingleton<FileUpkeep>();
        services.AddHostedService(provider => provider.GetRequiredService<FileUpkeep>());
    }

    public static void Map(WebApplication app, RouteGroupBuilder api) => GetFile.Map(api);
}
