using System.Threading.RateLimiting;

namespace Xiaoer.Platform.Files;

/// <summary>
/// How many uploads a node receives and decodes at a time. Each may hold its bytes in memory, decoding holds the picture: both are counted,
/// whoever comes too much is told to wait, and messages are untouched (reliability P11).
/// </summary>
internal sealed class UploadSlots(XiaoerOptions options) : IAsyncDisposable
{
    private readonly SemaphoreSlim _decoding = new(2, 2);
    private readonly ConcurrencyLimiter _receiving = new(new ConcurrencyLimiterOptions { PermitLimit = options.Uploads.AtOnce, QueueLimit = 0 });

    private readonly PartitionedRateLimiter<string> _perAddress = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetConcurrencyLimiter(
            address, _ => new ConcurrencyLimiterOptions { PermitLimit = options.Uploads.AddressAtOnce, QueueLimit = 0 })),
        PartitionedRateLimiter.Create<string, string>(address => RateLimitPartition.GetTokenBucketLimiter(
            address, _ => new TokenBucketRateLimiterOptions
            {
                TokenLimit = options.Uploads.AddressPerMinute,
                TokensPerPeriod = options.Uploads.AddressPerMinute,
                ReplenishmentPeriod = TimeSpan.FromMinutes(1),
                QueueLimit = 0,
                AutoReplenishment = true,
            })));

    /// <summary>A place for one upload; throws when there is none. A large one takes several: it holds as much memory.</summary>
    public IDisposable Receive(string? address, long announced = 0)
    {
        var ofAddress = address is null || options.Limits.Lifted ? null : _perAddress.AttemptAcquire(address);
        if (ofAddress is { IsAcquired: false })
        {
            ofAddress.Dispose();
            throw UploadRefused.SlowDown();
        }

        var place = _receiving.AttemptAcquire((int)Math.Clamp((Math.Min(announced, options.Uploads.MostBytes) + options.Uploads.Bytes - 1) / options.Uploads.Bytes, 1, options.Uploads.AtOnce));
        if (place.IsAcquired) return new Place(place, ofAddress);
        place.Dispose();
        ofAddress?.Dispose();
        throw UploadRefused.Busy();
    }

    public async Task<T> Decode<T>(Func<T> decode, CancellationToken ct)
    {
        await _decoding.WaitAsync(ct);
        try
        {
            return await Task.Run(decode, ct);
        }
        finally
        {
            _decoding.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _receiving.DisposeAsync();
        await _perAddress.DisposeAsync();
        _decoding.Dispose();
    }

    private sealed class Place(RateLimitLease place, RateLimitLease? ofAddress) : IDisposable
    {
        public void Dispose()
        {
            place.Dispose();
            ofAddress?.Dispose();
        }
    }
}
