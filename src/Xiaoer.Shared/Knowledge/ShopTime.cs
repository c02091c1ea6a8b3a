using System.Globalization;

namespace Xiaoer.Shared.Knowledge;

/// <summary>Instants as the clock on the shop's wall shows them, and back.</summary>
public static class ShopTime
{
    private static readonly string[] Forms =
        ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd", "yyyy/M/d H:mm", "yyyy/M/d H:mm:ss", "yyyy/M/d"];

    public static DateTime Local(DateTimeOffset at, string? zone) => TimeZoneInfo.ConvertTime(at, Zone(zone)).DateTime;

    /// <summary><c>2026-11-10 20:00</c></summary>
    public static string Write(DateTimeOffset at, string? zone) => Local(at, zone).ToString(Forms[0], CultureInfo.InvariantCulture);

    /// <summary>A day alone is its midnight. A time the clock jumps over is an hour later, as clocks show it; one it shows twice is the first.</summary>
    public static bool TryRead(string text, string? zone, out DateTimeOffset at)
    {
        at = default;
        if (!DateTime.TryParseExact(text.Trim(), Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) || local.Year is < 2000 or > 9000) return false;
        var of = Zone(zone);
        if (of.IsInvalidTime(local)) local = local.AddHours(1);
        var offset = of.IsAmbiguousTime(local) ? of.GetAmbiguousTimeOffsets(local).Max() : of.GetUtcOffset(local);
        at = new DateTimeOffset(local, offset).ToUniversalTime();
        return true;
    }

    private static TimeZoneInfo Zone(string? zone) => zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? found : TimeZoneInfo.Utc;
}
