using System.Collections.Concurrent;
using System.Net;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Accounts;

/// <summary>
/// Wrong passwords and wrong API keys per address and on the whole, on this node, in memory. What protects one account is counted in the store.
/// </summary>
internal sealed class SignInLimits(XiaoerOptions options, TimeProvider time)
{
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(1);
    public const int PerAddress = 30;
    public const int Everybody = 600;
    private const int Bound = 50_000;

    private readonly ConcurrentDictionary<IPAddress, Count> _addresses = new();
    private readonly Count _all = new();

    /// <summary>Whether this address may try again; strangers of all addresses together only so often.</summary>
    public bool Allows(HttpContext http) => AllowsAddress(http) && AllowsStrangers();

    public bool AllowsAddress(HttpContext http) =>
        options.Limits.Lifted || !_addresses.TryGetValue(http.Household(), out var count) || count.Current(time.Now()) < PerAddress;

    public bool AllowsStrangers() => options.Limits.Lifted || _all.Current(time.Now()) < Everybody;

    public void Failed(HttpContext http)
    {
        if (_addresses.Count > Bound) _addresses.Clear();
        _addresses.GetOrAdd(http.Household(), _ => new Count()).Add(time.Now());
        _all.Add(time.Now());
    }

    private sealed class Count
    {
        private readonly Lock _lock = new();
        private DateTimeOffset _since;
        private int _number;

        public int Current(DateTimeOffset now)
        {
            lock (_lock) return now - _since < Window ? _number : 0;
        }

        public void Add(DateTimeOffset now)
        {
            lock (_lock)
            {
                if (now - _since >= Window) (_since, _number) = (now, 0);
                _number++;
            }
        }
    }
}
