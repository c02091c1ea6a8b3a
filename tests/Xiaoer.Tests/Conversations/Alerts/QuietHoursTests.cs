using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Conversations.Alerts;

/// <summary>The time of day in which nothing sounds.</summary>
public class QuietHoursTests
{
    [Theory]
    [InlineData(22, 8, "2026-11-23T21:59:00", false)]
    [InlineData(22, 8, "2026-11-23T22:00:00", true)]
    [InlineData(22, 8, "2026-11-24T03:00:00", true)]
    [InlineData(22, 8, "2026-11-24T08:00:00", false)]
    [InlineData(12, 14, "2026-11-23T13:59:00", true)]
    [InlineData(12, 14, "2026-11-23T14:00:00", false)]
    [InlineData(9, 9, "2026-11-23T09:00:00", false)] // no time at all, not all day
    public void They_go_by_the_persons_own_clock(int from, int until, string local, bool quiet)
    {
        var at = new DateTimeOffset(DateTime.Parse(local, System.Globalization.CultureInfo.InvariantCulture), TimeSpan.FromHours(8));

        QuietRules.IsQuiet(new QuietHours(from * 60, until * 60, "Asia/Shanghai"), at.ToUniversalTime()).ShouldBe(quiet);
    }

    [Fact]
    public void Without_them_it_is_never_quiet() => QuietRules.IsQuiet(null, Rows.Noon).ShouldBeFalse();
}
