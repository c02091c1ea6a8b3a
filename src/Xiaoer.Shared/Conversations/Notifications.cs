using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Shared.Conversations;

/// <summary>The short sounds a page can make; each is played by the page itself, no file is fetched.</summary>
public enum AlertSound { Chime, Knock, Drop }

/// <summary>A stretch of every day in which nothing sounds or pops up. <see cref="Until"/> before <see cref="From"/>: over midnight.</summary>
/// <param name="From">Minutes after midnight, 0 to 1439.</param>
/// <param name="Until">Minutes after midnight, 0 to 1439; the minute itself is loud again.</param>
/// <param name="Zone">The person's clock, an IANA name.</param>
public sealed record QuietHours([property: Range(0, 1439)] int From, [property: Range(0, 1439)] int Until, [property: Required, StringLength(60)] string Zone);

/// <summary>What a person wants to be told, and how; the same on all their pages and devices (A3.3, A3.4).</summary>
/// <param name="NewInQueue">Somebody new waits in one of my teams' queues.</param>
/// <param name="NewInMine">A customer wrote in one of my conversations, or one was handed to me.</param>
/// <param name="LongWait">A customer has waited longer than I, or my team, allow.</param>
/// <param name="Desktop">Notices of the system, where the browser may show them.</param>
/// <param name="ShowText">Notices carry the customer's name and words; otherwise only the number of the conversation.</param>
/// <param name="WaitSeconds">After how long a wait is told; null: as the team has it.</param>
public sealed record NotificationSettings(
    bool NewInQueue, bool NewInMine, bool Mentioned, bool LongWait, bool Sound, [property: Range(0, 100)] int Volume, AlertSound Tune, bool Desktop, bool ShowText,
    [property: Range(WaitAlerts.Shortest, WaitAlerts.Longest)] int? WaitSeconds, QuietHours? Quiet)
{
    public static NotificationSettings Standard { get; } = new(true, true, true, true, true, 60, AlertSound.Chime, true, false, null, null);
}

/// <summary>A person's settings with their version, which is the ETag.</summary>
public sealed record NotificationsView(NotificationSettings Settings, int Version);

/// <summary>Quiet hours as arithmetic. Pure.</summary>
public static class QuietRules
{
    public static bool IsQuiet(QuietHours? quiet, DateTimeOffset at)
    {
        if (quiet is null || quiet.From == quiet.Until || !TimeZoneInfo.TryFindSystemTimeZoneById(quiet.Zone, out var zone)) return false;
        var minute = (int)TimeZoneInfo.ConvertTime(at, zone).TimeOfDay.TotalMinutes;
        return quiet.From < quiet.Until ? minute >= quiet.From && minute < quiet.Until : minute >= quiet.From || minute < quiet.Until;
    }
}
