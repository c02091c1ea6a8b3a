using System.Threading.RateLimiting;
using Xiaoer.Platform;

namespace Xiaoer.Conversations.Widget;

/// <summary>How fast visitors may talk: a bucket per visitor, one per address (W-07). Kept in this node; a running conversation never notices.</summary>
internal sealed class VisitorLimits(XiaoerOptions options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _visitors = PartitionedRateLimiter.Create<string, string>(key => Bucket(key, options.Limits.VisitorPerSecond, options.Limits.VisitorBurst));
    private readonly PartitionedRateLimiter<string> _addresses = PartitionedRateLimiter.Create<string, string>(key => Bucket(key, options.Limits.AddressPerSecond, options.Limits.AddressPerSecond * 4));
    private readonly PartitionedRateLimiter<string> _pages = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = options.Limits.VisitorPagesPerMinute,
        TokensPerPeriod = Math.Max(1, options.Limits.VisitorPagesPerMinute / 6),
        ReplenishmentPeriod = TimeSpan.FromSeconds(10),
    }));
    private readonly PartitionedRateLimiter<string> _connections = PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.GetConcurrencyLimiter(
        key, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Limits.AddressConnections, QueueLimit = 0 }));

    /// <summary>How long to wait before the next message, or null when it may go now.</summary>
    public TimeSpan? Wait(Guid visitor, string address)
    {
        if (options.Limits.Lifted) return null;
        return Refused(_visitors, visitor.ToString("N")) ?? Refused(_addresses, address);
    }

    /// <summary>How long to wait before the next page is taken note of, or null.</summary>
    public TimeSpan? WaitPage(Guid visitor, string address)
    {
        if (options.Limits.Lifted) return null;
        return Refused(_pages, visitor.ToString("N")) ?? Refused(_addresses, "pages " + address);
    }

    /// <summary>A place for one more connection from this address; null when there are too many. Dispose it with the connection.</summary>
    public IDisposable? Connect(string address)
    {
        if (options.Limits.Lifted) return Unlimited.Instance;
        var lease = _connections.AttemptAcquire(address);
        if (lease.IsAcquired) return lease;
        lease.Dispose();
        return null;
    }

    public void Dispose()
    {
        _visitors.Dispose();
        _addresses.Dispose();
        _pages.Dispose();
        _connections.Dispose();
    }

    private static TimeSpan? Refused(PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired) return null;
        return lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromSeconds(1);
    }

    private static RateLimitPartition<string> Bucket(string key, int perSecond, int burst) => RateLimitPartition.GetTokenBucketLimiter(key, _ => new TokenBucketRateLimiterOptions
    {
        TokenLimit = burst,
        TokensPerPeriod = perSecond,
        ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        QueueLimit = 0,
        AutoReplenishment = true,
    });

    private sealed class Unlimited : IDisposable
    {
        public static readonly Unlimited Instance = new();
        public void Dispose() { }
    }
}
