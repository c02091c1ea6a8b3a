using System.Net;
using Npgsql;
using StackExchange.Redis;

namespace Xiaoer.Platform;

/// <summary>Settings that a range cannot check: addresses and connection strings, each read by whoever will use it.</summary>
internal static class SettingForms
{
    public static IEnumerable<string> Check(XiaoerOptions options)
    {
        if (options.UsesPostgres && Wrong(() => new NpgsqlConnectionStringBuilder(options.Database)) is { } database)
            yield return $"XIAOER_DATABASE: not a PostgreSQL connection string, e.g. Host=db;Username=xiaoer;Password=…;Database=xiaoer ({database})";
        if (options.Redis is { Length: > 0 } redis && Wrong(() => ConfigurationOptions.Parse(redis)) is { } line)
            yield return $"XIAOER_REDIS: not a Redis address, e.g. redis:6379 ({line})";
        foreach (var url in Entries(options.Urls, ';').Where(u => Wrong(() => BindingAddress.Parse(u)) is not null))
            yield return $"XIAOER_URLS: {url} is not an address to listen on, e.g. http://0.0.0.0:5080";
        foreach (var proxy in Entries(options.TrustedProxies, ',').Where(p => !IPAddress.TryParse(p, out _) && !IPNetwork.TryParse(p, out _)))
            yield return $"XIAOER_TRUSTEDPROXIES: {proxy} is neither an address nor a network, e.g. 10.0.0.0/8";
    }

    private static string[] Entries(string? list, char separator) =>
        (list ?? "").Split(separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static string? Wrong(Func<object> read)
    {
        try
        {
            read();
            return null;
        }
        catch (Exception e) when (e is ArgumentException or FormatException or InvalidOperationException or InvalidCastException or KeyNotFoundException)
        {
            return e.Message;
        }
    }
}
