using System.Globalization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Web.Platform;

/// <summary>Times, amounts and waits as people here write them. By hand, so that no culture data has to be downloaded.</summary>
internal sealed class Formats(Texts texts, TimeProvider time)
{
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public string Clock(DateTimeOffset at) => Local(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    public DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime);

    public string Day(DateTimeOffset at)
    {
        var (day, today) = (DayOf(at), DayOf(time.GetUtcNow()));
        if (day == today) return texts["format.today"];
        if (day == today.AddDays(-1)) return texts["format.yesterday"];
        if (texts.Language == Texts.Chinese) return day.Year == today.Year ? $"{day.Month}月{day.Day}日" : $"{day.Year}年{day.Month}月{day.Day}日";
        return day.Year == today.Year ? $"{day.Day} {Months[day.Month - 1]}" : $"{day.Day} {Months[day.Month - 1]} {day.Year}";
    }

    public string Date(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public string Moment(DateTimeOffset at) => $"{Day(at)} {Clock(at)}";

    /// <summary>When a list row was last touched: the time today, the day before that.</summary>
    public string Brief(DateTimeOffset at) => DayOf(at) == DayOf(time.GetUtcNow()) ? Clock(at) : Day(at);

    public static string Money(Money money)
    {
        var digits = Xiaoer.Shared.Platform.Money.Digits(money.Currency).ToString(CultureInfo.InvariantCulture);
        var amount = Math.Abs(money.Amount).ToString("N" + digits, CultureInfo.InvariantCulture);
        var sign = money.Minor < 0 ? "−" : "";
        return money.Currency switch
        {
            "CNY" => $"{sign}¥{amount}",
            "GBP" => $"{sign}£{amount}",
            "USD" => $"{sign}${amount}",
            "EUR" => $"{sign}€{amount}",
            var other => $"{sign}{amount} {other}",
        };
    }

    /// <summary>A wait: 0:24, 12:05, 1:02:03, and days from one day on.</summary>
    public string Wait(TimeSpan wait)
    {
        if (wait < TimeSpan.Zero) wait = TimeSpan.Zero;
        if (wait.TotalDays >= 1) return texts["format.days", (int)wait.TotalDays];
        return wait.TotalHours >= 1
            ? string.Create(CultureInfo.InvariantCulture, $"{(int)wait.TotalHours}:{wait.Minutes:00}:{wait.Seconds:00}")
            : string.Create(CultureInfo.InvariantCulture, $"{wait.Minutes}:{wait.Seconds:00}");
    }

    public static string Count(int count) => count > 99 ? "99+" : count.ToString(CultureInfo.InvariantCulture);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, time.LocalTimeZone);
}
