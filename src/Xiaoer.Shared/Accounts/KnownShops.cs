namespace Xiaoer.Shared.Accounts;

/// <summary>Shops that every installation knows by their id.</summary>
public static class KnownShops
{
    /// <summary>The demo shop, where there is one.</summary>
    public static readonly ShopId Demo = new(new Guid("019a0000-0000-7000-8000-00000000d001"));
}

/// <summary>What a form offers first; the server takes every IANA zone and ISO 4217 currency.</summary>
public static class ShopChoices
{
    public static IReadOnlyList<string> TimeZones { get; } =
    [
        "Asia/Shanghai", "Asia/Hong_Kong", "Asia/Taipei", "Asia/Singapore", "Asia/Kuala_Lumpur", "Asia/Tokyo", "Asia/Seoul", "Asia/Bangkok", "Asia/Jakarta", "Asia/Manila",
        "Asia/Ho_Chi_Minh", "Asia/Kolkata", "Asia/Dubai", "Australia/Sydney", "Pacific/Auckland", "Europe/London", "Europe/Paris", "Europe/Berlin", "Europe/Madrid",
        "Europe/Moscow", "Africa/Johannesburg", "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Toronto", "America/Sao_Paulo", "Etc/UTC",
    ];

    public static IReadOnlyList<string> Currencies { get; } =
        ["CNY", "HKD", "TWD", "SGD", "MYR", "JPY", "KRW", "THB", "USD", "EUR", "GBP", "AUD", "CAD", "INR"];
}
