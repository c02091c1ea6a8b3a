using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Tests.Platform.Files;

/// <summary>A server with nothing in it but files, a clock of its own and a door for visitors' uploads.</summary>
public sealed class FilesHost : IAsyncDisposable
{
    internal static readonly ShopId Shop = new(Guid.Parse("01980000-0000-7000-8000-000000000001"));
    internal static readonly ShopId OtherShop = new(Guid.Parse("01980000-0000-7000-8000-000000000002"));

    private readonly WebApplication _app;
    private readonly string _folder;

    private FilesHost(WebApplication app, string folder, FakeTimeProvider time)
    {
        (_app, _folder, Time) = (app, folder, time);
        Http = new HttpClient { BaseAddress = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()) };
    }

    public FakeTimeProvider Time { get; }
    public HttpClient Http { get; }
    public string ContentFolder => Path.Join(_folder, "files");
    internal IServiceProvider Services => _app.Services;

    internal static async Task<FilesHost> Start(bool inDatabase = false, Action<UploadOptions>? adjust = null)
    {
        var folder = Directory.CreateTempSubdirectory("xiaoer-files-").FullName;
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 5, 20, 10, 1, 0, TimeSpan.Zero));
        var options = new XiaoerOptions { Data = folder, Urls = "http://127.0.0.1:0" };
        options.Uploads.ReserveMegabytes = 0;
        adjust?.Invoke(options.Uploads);

        var app = Server.Build(options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(time));
            if (inDatabase) builder.Services.Replace(ServiceDescriptor.Singleton<IContentStore, DatabaseContent>());
        });
        app.MapPost("/visitor/{shop:guid}/{visitor:guid}", async (Guid shop, Guid visitor, HttpContext http, StoredFiles files, CancellationToken ct) =>
        {
            var file = await files.Accept(http, new ShopId(shop), new Uploader(UploaderKind.Visitor, visitor), ct);
            return new Uploaded(file.Id.Value, files.Url(file.ShopId, file.Id), files.Url(file.ShopId, file.Id, thumbnail: true), file.Width, file.Height, file.ContentType);
        }).AllowAnonymous();
        await Server.Prepare(app);
        await app.StartAsync();
        await app.Services.GetRequiredService<FileUpkeep>().StopAsync(default); // the tests sweep when they say so
        return new FilesHost(app, folder, time);
    }

    public Task<HttpResponseMessage> Upload(byte[] content, Guid visitor, string name = "photo.png", string type = "image/png") =>
        Http.PostAsync($"/visitor/{Shop.Value}/{visitor}", Form(content, name, type));

    internal static MultipartFormDataContent Form(byte[] content, string name = "photo.png", string type = "image/png")
    {
        var part = new ByteArrayContent(content);
        part.Headers.ContentType = new MediaTypeHeaderValue(type);
        return new MultipartFormDataContent { { part, "file", name } };
    }

    internal async Task<T> With<T>(Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider);
    }

    internal Task<int> Rows() => With(s => s.GetRequiredService<XiaoerDb>().Set<StoredFile>().CountAsync());

    internal Task<int> Chunks() => With(s => s.GetRequiredService<XiaoerDb>().Set<FileChunk>().CountAsync());

    internal IReadOnlyList<string> FilesOnDisk() => Directory.Exists(ContentFolder) ? Directory.GetFiles(ContentFolder, "*", SearchOption.AllDirectories) : [];

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>What the door answers.</summary>
public sealed record Uploaded(Guid Id, string Url, string ThumbnailUrl, int Width, int Height, string ContentType);
