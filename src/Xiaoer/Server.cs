using System.Net;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.Extensions.Logging.Console;
using Scalar.AspNetCore;
using StackExchange.Redis;
using Xiaoer.Accounts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Platform.Nodes;
using Xiaoer.Platform.Telemetry;
using Xiaoer.Shared.Platform;

namespace Xiaoer;

/// <summary>Puts the modules together into one web application.</summary>
internal static class Server
{
    /// <param name="asServer">False for a verb that only works on the store: it shares a database with running nodes.</param>
    public static WebApplication Build(XiaoerOptions options, Action<WebApplicationBuilder>? adjust = null, bool asServer = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            ContentRootPath = AppContext.BaseDirectory,
            WebRootPath = "wwwroot",
            EnvironmentName = Environment.GetEnvironmentVariable("ASPNETCORE_ENVIRONMENT") ?? Environments.Production,
        });
        // Before publishing, the files of widget and console lie where they were built: a manifest beside the program says where.
        builder.WebHost.UseStaticWebAssets();
        builder.WebHost.UseUrls(options.Urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        builder.WebHost.UseSockets(WebSecurity.Limit);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            WebSecurity.Limit(kestrel.Limits);
        });

        builder.AddTelemetry(options);
        AddPlatform(builder.Services, options);
        if (asServer && options.UsesPostgres) AddNodeLock(builder.Services);
        // What a verb answers is on standard output; nothing else may be.
        if (!asServer) builder.Services.Configure<ConsoleLoggerOptions>(o => o.LogToStandardErrorThreshold = LogLevel.Trace);
        foreach (var module in Modules.All) module.Add(builder.Services, options);
        adjust?.Invoke(builder);

        var app = builder.Build();
        DatabaseStart.BuildModelAside(app.Services);
        UsePlatform(app, options);
        var api = app.MapGroup("/api/v1").WithLongestRequest();
        foreach (var module in Modules.All) module.Map(app, api);
        MapPlatform(app);
        return app;
    }

    /// <summary>Everything that must be true before the first request: schema, store, keys.</summary>
    public static async Task Prepare(WebApplication app, CancellationToken ct = default)
    {
        if (app.Services.GetService<NodeLock>() is { } node) await node.Take(ct);
        await app.Services.GetRequiredService<DatabaseStart>().Run(ct);
    }

    private static void AddPlatform(IServiceCollection services, XiaoerOptions options)
    {
        services.AddSingleton(options);
        services.AddSingleton(TimeProvider.System);
        services.AddDatabase(options);
        services.AddDataProtection().SetApplicationName("xiaoer").PersistKeysToDbContext<XiaoerDb>();
        services.AddProblemDetails(o => o.CustomizeProblemDetails = context =>
        {
            Malformed.NameFields(context.ProblemDetails);
            context.ProblemDetails.Extensions.TryAdd("code", context.ProblemDetails.Status switch
            {
                400 => "bad_request",
                401 => "signed_out",
                403 => "forbidden",
                404 => "not_found",
                405 => "method_not_allowed",
                413 => "too_large",
                415 => "unsupported_media_type",
                429 => "slow_down",
                503 => "unavailable",
                _ => "internal",
            });
        });
        services.AddExceptionHandler<ProblemWriter>();
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true); // ProblemWriter says which field
        services.AddWebSecurity(options);
        services.AddValidation();
        services.ConfigureHttpJsonOptions(o => XiaoerJson.Apply(o.SerializerOptions));
        services.AddOpenApi("v1", ApiDocument.Describe);
        services.AddHealthChecks().AddCheck<StoreHealth>("store", tags: ["ready"]);
        services.Configure<ForwardedHeadersOptions>(o => TrustProxies(o, options));
        var signalR = services.AddSignalR(hub =>
        {
            hub.EnableDetailedErrors = false;
            hub.MaximumReceiveMessageSize = 32 * 1024;
            hub.StatefulReconnectBufferSize = 0;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
            hub.MaximumParallelInvocationsPerClient = 4;
        }).AddJsonProtocol(json => XiaoerJson.Apply(json.PayloadSerializerOptions));
        if (options.Redis is { Length: > 0 } redis)
            signalR.AddStackExchangeRedis(redis, o =>
            {
                o.Configuration.AbortOnConnectFail = false; // Redis may come later: everything works, live updates by polling
                o.Configuration.ChannelPrefix = RedisChannel.Literal("xiaoer");
            });
    }

    private static void AddNodeLock(IServiceCollection services)
    {
        services.AddSingleton<NodeLock>();
        services.AddHostedService(provider => provider.GetRequiredService<NodeLock>());
    }

    private static void UsePlatform(WebApplication app, XiaoerOptions options)
    {
        app.UseForwardedHeaders();
        app.UseExceptionHandler();
        app.UseStatusCodePages();
        app.UseMiddleware<SecurityHeaders>();
        app.UseAssetCaching();
        if (options.Redis is { Length: > 0 }) app.Logger.LogInformation("Live updates go across nodes through Redis");
        app.UseRouting();
        ConsolePage.Use(app);
        app.UseAuthentication();
        app.Use(HubOrigins.Check);
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        AccountsModule.Use(app);
        app.UseAuthorization();
        app.Use(Idempotency.KeepBody);
    }

    private static void MapPlatform(WebApplication app)
    {
        app.MapAssets();
        app.MapHealthChecks("/healthz", new() { Predicate = _ => false }).AllowAnonymous();
        app.MapHealthChecks("/readyz", new() { Predicate = check => check.Tags.Contains("ready") }).AllowAnonymous();
        app.MapPrometheusScrapingEndpoint("/metrics").AllowAnonymous();
        app.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
        app.MapScalarApiReference("/docs", o => o.WithTitle("Xiaoer API").DisableAgent().DisableMcp().DisableTelemetry().DisableDefaultFonts().HideClientButton().HideDeveloperTools())
            .AllowAnonymous();
    }

    private static void TrustProxies(ForwardedHeadersOptions forwarded, XiaoerOptions options)
    {
        forwarded.ForwardedHeaders = ForwardedHeaders.None;
        forwarded.KnownIPNetworks.Clear();
        forwarded.KnownProxies.Clear();
        foreach (var entry in (options.TrustedProxies ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedHost;
            if (System.Net.IPNetwork.TryParse(entry, out var network)) forwarded.KnownIPNetworks.Add(network);
            else forwarded.KnownProxies.Add(IPAddress.Parse(entry));
        }
    }
}
