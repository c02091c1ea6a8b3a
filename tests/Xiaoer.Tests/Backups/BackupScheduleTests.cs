using Microsoft.Extensions.Time.Testing;
using Xiaoer.Backups;
using Xiaoer.Platform;

namespace Xiaoer.Tests.Backups;

/// <summary>When backups are due, by the clock on the server's wall.</summary>
public class BackupScheduleTests
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2026-11-22T19:29:00Z", "2026-11-21T19:30:00Z", "2026-11-22T19:30:00Z")] // 03:29 in Shanghai
    [InlineData("2026-11-22T19:30:00Z", "2026-11-22T19:30:00Z", "2026-11-23T19:30:00Z")]
    [InlineData("2026-11-23T02:00:00Z", "2026-11-22T19:30:00Z", "2026-11-23T19:30:00Z")]
    public void Once_a_day_at_the_time_of_the_place(string now, string last, string next) => Check(Schedule(Shanghai), now, last, next);

    [Theory]
    [InlineData("2026-11-23T05:59:00Z", "2026-11-23T00:00:00Z", "2026-11-23T06:00:00Z")]
    [InlineData("2026-11-23T06:00:00Z", "2026-11-23T06:00:00Z", "2026-11-23T12:00:00Z")]
    public void Every_so_many_hours(string now, string last, string next) => Check(Schedule(Shanghai, hours: 6), now, last, next);

    [Fact]
    public void A_time_that_the_clocks_jump_over_is_an_hour_later() =>
        Check(Schedule(Berlin, at: "02:30"), "2026-03-29T12:00:00Z", "2026-03-29T01:30:00Z", "2026-03-30T00:30:00Z");

    [Theory]
    [InlineData(null, null, "03:30", true)]
    [InlineData(null, null, "off", false)]
    [InlineData("Host=db", null, "03:30", false)]
    [InlineData("Host=db", "/backups", "03:30", true)]
    public void On_PostgreSQL_a_folder_has_to_be_named(string? database, string? folder, string at, bool on) =>
        new XiaoerOptions { Database = database, Backups = { Folder = folder, At = at } }.BacksUpByItself.ShouldBe(on);

    private static void Check(BackupSchedule schedule, string now, string last, string next)
    {
        schedule.LastDue(At(now)).ShouldBe(At(last));
        schedule.NextDue(At(now)).ShouldBe(At(next));
    }

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private static BackupSchedule Schedule(TimeZoneInfo zone, string at = "03:30", int hours = 0)
    {
        var time = new FakeTimeProvider();
        time.SetLocalTimeZone(zone);
        return new BackupSchedule(new XiaoerOptions { Backups = { At = at, EveryHours = hours } }, time);
    }
}
