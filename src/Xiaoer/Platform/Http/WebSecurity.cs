using System.Net;
using System.Net.Sockets;
using System.Security.Claims;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http.Timeouts;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace Xiaoer.Platform.Http;

/// <summary>How much of the machine one peer may take, and how long: sizes, times and rates (reliability P11).</summary>
internal static class WebSecurity
{
    /// <summary>Longest a request of the API may take. Live connections are not requests.</summary>
    public static readonly TimeSpan LongestRequest = TimeSpan.FromMinutes(2);

    public static void Limit(KestrelServerLimits limits)
    {
        limits.MaxRequestBodySize = 1024 * 1024; // endpoints that take files raise it for themselves
        limits.MaxRequestHeadersTotalSize = 32 * 1024;
        limits.MaxRequestHeaderCount = 60;
        limits.MaxRequestLineSize = 8 * 1024;
        limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        limits.MinRequestBodyDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
        limits.MinResponseDataRate = new MinDataRate(240, TimeSpan.FromSeconds(5));
    }

    /// <summary>
    /// What waits for a peer that does not read: 8 kB here beside the system's 128 kB, where left alone Linux takes up to four megabytes.
    /// 128 kB fill a line of 10 Mbit/s with a round trip of 100 ms.
    /// </summary>
    public static void Limit(SocketTransportOptions sockets)
    {
        sockets.MaxWriteBufferSize = 8 * 1024;
        sockets.CreateBoundListenSocket = at =>
        {
            var socket = SocketTransportOptions.CreateDefaultBoundListenSocket(at);
            socket.SendBufferSize = 128 * 1024; // connections inherit this
            return socket;
        };
    }

    public static void AddWebSecurity(this IServiceCollection services, XiaoerOptions options)
    {
        services.AddSingleton<RunningRequests>();
        services.AddHostedService<IdempotencySweep>();
        services.AddRequestTimeouts();
        services.AddRateLimiter(limiter =>
        {
            limiter.OnRejected = Reject;
            limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(http => Share(http, options.Limits));
        });
    }

    public static RouteGroupBuilder WithLongestRequest(this RouteGroupBuilder endpoints)
    {
        endpoints.WithRequestTimeout(new RequestTimeoutPolicy { Timeout = LongestRequest, TimeoutStatusCode = StatusCodes.Status503ServiceUnavailable });
        return endpoints;
    }

    /// <summary>One home or office: an IPv4 address, or the /64 network of an IPv6 one.</summary>
    public static IPAddress Household(this HttpContext http)
    {
        var address = http.Connection.RemoteIpAddress ?? IPAddress.None;
        if (address.IsIPv4MappedToIPv6) return address.MapToIPv4();
        if (address.AddressFamily != AddressFamily.InterNetworkV6) return address;
        var bytes = address.GetAddressBytes();
        bytes.AsSpan(8).Clear();
        return new IPAddress(bytes);
    }

    // Signed-in people and keys have a share of their own; everybody else shares that of their address.
    private static RateLimitPartition<string> Share(HttpContext http, LimitOptions limits)
    {
        var counted = http.Request.Path.StartsWithSegments("/api") || http.Request.Path.StartsWithSegments("/hubs");
        if (limits.Lifted || !counted) return RateLimitPartition.GetNoLimiter("");
        return http.User.FindFirstValue(ClaimTypes.NameIdentifier) is { } actor
            ? Bucket("caller " + actor, limits.CallerRequestsPerMinute)
            : Bucket("address " + http.Household(), limits.AddressRequestsPerMinute);
    }

    private static RateLimitPartition<string> Bucket(string peer, int perMinute) => RateLimitPartition.GetTokenBucketLimiter(peer, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = perMinute,
        TokensPerPeriod = Math.Max(1, perMinute / 30),
        ReplenishmentPeriod = TimeSpan.FromSeconds(2),
    });

    private static async ValueTask Reject(OnRejectedContext rejected, CancellationToken ct)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(2);
        await Problem.SlowDown(rejected.HttpContext, wait).ExecuteAsync(rejected.HttpContext);
    }
}
