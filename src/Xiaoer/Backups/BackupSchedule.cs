using System.Globalization;
using Xiaoer.Platform;

namespace Xiaoer.Backups;

/// <summary>When backups are due: once a day by the clock on the server's wall, or every so many hours.</summary>
internal sealed class BackupSchedule(XiaoerOptions options, TimeProvider time)
{
    private readonly BackupOptions _backups = options.Backups;

    public bool On => options.BacksUpByItself;

    public TimeSpan Period => _backups.EveryHours > 0 ? TimeSpan.FromHours(_backups.EveryHours) : TimeSpan.FromDays(1);

    /// <summary>The latest moment at or before now at which one was due.</summary>
    public DateTimeOffset LastDue(DateTimeOffset now)
    {
        if (_backups.EveryHours > 0) return DateTimeOffset.FromUnixTimeSeconds(now.ToUnixTimeSeconds() / (long)Period.TotalSeconds * (long)Period.TotalSeconds);
        var local = TimeZoneInfo.ConvertTime(now, time.LocalTimeZone);
        var today = At(local.Date);
        return today <= now ? today : At(local.Date.AddDays(-1));
    }

    public DateTimeOffset NextDue(DateTimeOffset now)
    {
        if (_backups.EveryHours > 0) return LastDue(now) + Period;
        var local = TimeZoneInfo.ConvertTime(now, time.LocalTimeZone);
        var today = At(local.Date);
        return today > now ? today : At(local.Date.AddDays(1));
    }

    // In the night when clocks go forward a time may not exist: then it is an hour later.
    private DateTimeOffset At(DateTime day)
    {
        var wall = day + TimeOnly.ParseExact(_backups.At, "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan();
        if (time.LocalTimeZone.IsInvalidTime(wall)) wall = wall.AddHours(1);
        return new DateTimeOffset(wall, time.LocalTimeZone.GetUtcOffset(wall)).ToUniversalTime();
    }
}
