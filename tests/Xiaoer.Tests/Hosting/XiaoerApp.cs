using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Hosting;

/// <summary>
/// The real program on a real port and a real database. Most tests share one per database and plant a shop of their own in it; a test with other
/// settings or another clock starts its own.
/// </summary>
internal sealed class XiaoerApp : IAsyncDisposable
{
    private static readonly ConcurrentDictionary<Database, Lazy<Task<XiaoerApp>>> Running = new();
    private static readonly Lazy<Task<string>> Template = new(MakeTemplate);
    private static readonly Lazy<string> Hash = new(() => new PasswordHasher<object>(Quick).HashPassword(new object(), SeededShop.Password));

    private XiaoerApp(WebApplication app, XiaoerOptions options, FakeTimeProvider? clock) => (App, Options, Clock) = (app, options, clock);

    public WebApplication App { get; }
    public XiaoerOptions Options { get; }
    public FakeTimeProvider? Clock { get; }
    public Uri Address { get; private set; } = null!;
    public IServiceProvider Services => App.Services;

    // Signing in costs what it must; tests sign in by the hundred.
    private static Microsoft.Extensions.Options.IOptions<PasswordHasherOptions> Quick { get; } =
        Microsoft.Extensions.Options.Options.Create(new PasswordHasherOptions { IterationCount = 10 });

    /// <summary>The one that all tests of a database share.</summary>
    public static Task<XiaoerApp> On(Database database) => Running.GetOrAdd(database, d => new Lazy<Task<XiaoerApp>>(() => Start(d, Generous))).Value;

    public static async Task<XiaoerApp> Start(Database database, Action<XiaoerOptions>? settings = null, FakeTimeProvider? clock = null)
    {
        var folder = Directory.CreateTempSubdirectory("xiaoer-test-").FullName;
        var options = new XiaoerOptions { Data = folder, Urls = "http://127.0.0.1:0", Backups = { At = BackupOptions.Never } };
        if (database == Database.Postgres) options.Database = await PostgresTests.NewDatabase(await Template.Value);
        settings?.Invoke(options);
        return await Start(options, clock);
    }

    /// <summary>A program on a store that may exist already.</summary>
    public static async Task<XiaoerApp> Start(XiaoerOptions options, FakeTimeProvider? clock = null)
    {
        var app = Server.Build(options, builder =>
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<IPasswordHasher<Xiaoer.Accounts.Person>>(new PasswordHasher<Xiaoer.Accounts.Person>(Quick));
            if (clock is not null) builder.Services.AddSingleton<TimeProvider>(clock);
        });
        await Server.Prepare(app);
        await app.StartAsync();
        return new XiaoerApp(app, options, clock) { Address = new Uri(app.Urls.First()) };
    }

    public async Task<TestShop> NewShop() => new(this, await ShopSeed.Plant(Services, Hash.Value));

    /// <summary>Works on the store itself, past the API.</summary>
    public async Task<T> Look<T>(Func<XiaoerDb, Task<T>> look)
    {
        await using var scope = Services.CreateAsyncScope();
        return await look(scope.ServiceProvider.GetRequiredService<XiaoerDb>());
    }

    public Api Anonymous(Action<HttpClient>? client = null)
    {
        var http = new HttpClient(new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, AutomaticDecompression = DecompressionMethods.None }) { BaseAddress = Address };
        client?.Invoke(http);
        return new Api(http);
    }

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
        SqliteConnection.ClearAllPools();
        if (Options.Database is null && Directory.Exists(Options.DataFolder)) Directory.Delete(Options.DataFolder, recursive: true);
    }

    /// <summary>Ends the shared ones: for the fixture of the whole run.</summary>
    public static async Task StopAll()
    {
        foreach (var app in Running.Values.Where(a => a.IsValueCreated)) await (await app.Value).DisposeAsync();
    }

    /// <summary>All tests come from one address: what limits a stranger must not limit them. The limits have tests of their own.</summary>
    public static void Generous(XiaoerOptions options) => options.Limits = new LimitOptions
    {
        VisitorPerSecond = 1000,
        VisitorBurst = 10_000,
        AddressPerSecond = 100_000,
        AddressRequestsPerMinute = 1_000_000,
        AddressConnections = 100_000,
    };

    /// <summary>A migrated, empty database that others are copied from: much faster than migrating each.</summary>
    private static async Task<string> MakeTemplate()
    {
        var database = await PostgresTests.NewDatabase();
        var options = new XiaoerOptions { Data = Path.GetTempPath(), Database = database + ";Pooling=false" };
        await using (var app = Server.Build(options, builder => builder.Logging.ClearProviders())) await Server.Prepare(app);
        NpgsqlConnection.ClearAllPools();
        return database;
    }
}
