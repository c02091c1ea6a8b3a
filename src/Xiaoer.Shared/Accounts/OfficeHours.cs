namespace Xiaoer.Shared.Accounts;

/// <summary>A stretch of a weekday on the shop's clock. A night shift is two of them: until 1440, and from 0 on the next day.</summary>
/// <param name="From">Minutes after midnight, 0 to 1439.</param>
/// <param name="Until">Minutes after midnight, up to 1440; the minute itself is closed.</param>
public sealed record OpenPeriod(DayOfWeek Day, int From, int Until);

/// <summary>When people answer: the week, several periods a day, and the dates on which nobody does. A week without periods means always.</summary>
public sealed record OfficeHours(IReadOnlyList<OpenPeriod> Week, IReadOnlyList<DateOnly> Closed)
{
    public static OfficeHours Always { get; } = new([], []);
}

/// <summary>Whether somebody answers at a moment, and if not when next; null then: not within a year.</summary>
public readonly record struct OpenState(bool Open, DateTimeOffset? OpensAt);

/// <summary>The arithmetic of office hours, in the shop's zone. Pure.</summary>
public static class OfficeHoursRules
{
    public const int MostPeriods = 42;
    public const int MostClosed = 100;
    private const int DaysAhead = 366;

    /// <summary>False: a period ends before it begins, two overlap, or there are too many.</summary>
    public static bool AreFine(OfficeHours hours) =>
        hours.Week.Count <= MostPeriods && hours.Closed.Count <= MostClosed
        && hours.Week.All(p => p is { From: >= 0, Until: <= 24 * 60 } && p.From < p.Until && Enum.IsDefined(p.Day))
        && hours.Week.GroupBy(p => p.Day).All(day => day.OrderBy(p => p.From).Zip(day.OrderBy(p => p.From).Skip(1)).All(pair => pair.First.Until <= pair.Second.From));

    public static OpenState At(OfficeHours hours, TimeZoneInfo zone, DateTimeOffset at)
    {
        if (hours.Week.Count == 0 && hours.Closed.Count == 0) return new OpenState(true, null);
        var local = TimeZoneInfo.ConvertTime(at, zone).DateTime;
        var (today, minute) = (DateOnly.FromDateTime(local), (int)local.TimeOfDay.TotalMinutes);
        if (Of(hours, today).Any(p => p.From <= minute && minute < p.Until)) return new OpenState(true, null);

        for (var day = 0; day <= DaysAhead; day++)
        {
            var date = today.AddDays(day);
            var next = Of(hours, date).Where(p => day > 0 || p.From > minute).OrderBy(p => p.From).FirstOrDefault();
            if (next is not null) return new OpenState(false, Instant(date, next.From, zone));
        }

        return new OpenState(false, null);
    }

    private static IEnumerable<OpenPeriod> Of(OfficeHours hours, DateOnly date)
    {
        if (hours.Closed.Contains(date)) return [];
        return hours.Week.Count == 0 ? [new OpenPeriod(date.DayOfWeek, 0, 24 * 60)] : hours.Week.Where(p => p.Day == date.DayOfWeek);
    }

    // An hour that the clocks skip begins when they have; of one they run twice, the first counts.
    private static DateTimeOffset Instant(DateOnly date, int minute, TimeZoneInfo zone)
    {
        var local = date.ToDateTime(TimeOnly.MinValue).AddMinutes(minute);
        while (zone.IsInvalidTime(local)) local = local.AddMinutes(15);
        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime();
    }
}
