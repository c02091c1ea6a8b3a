using FsCheck.Xunit;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Tests.Knowledge;

/// <summary>The clock on the shop's wall.</summary>
public class ShopTimeTests
{
    [Theory]
    [InlineData("2026-11-10 20:00", "Asia/Shanghai", "2026-11-10T12:00:00Z")]
    [InlineData("2026-11-10T20:00", "Asia/Shanghai", "2026-11-10T12:00:00Z")]
    [InlineData("2026/11/10 8:05", "Asia/Shanghai", "2026-11-10T00:05:00Z")]
    [InlineData("2026-11-10", "Europe/London", "2026-11-10T00:00:00Z")]
    [InlineData("2026-03-29 01:30", "Europe/London", "2026-03-29T01:30:00Z")] // jumped over
    [InlineData("2026-10-25 01:30", "Europe/London", "2026-10-25T00:30:00Z")] // there twice
    [InlineData("2026-11-10 20:00", "Nowhere/Never", "2026-11-10T20:00:00Z")]
    public void A_local_time_is_one_moment(string text, string zone, string moment)
    {
        ShopTime.TryRead(text, zone, out var at).ShouldBeTrue();

        at.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(moment);
    }

    [Theory]
    [InlineData("")]
    [InlineData("tomorrow")]
    [InlineData("2026-13-01")]
    [InlineData("11/10/2026")]
    [InlineData("0001-01-01")]
    public void What_is_no_time_is_none(string text) => ShopTime.TryRead(text, "Asia/Shanghai", out _).ShouldBeFalse();

    [Property]
    public void What_is_written_is_read_back(ushort hours, byte minutes)
    {
        var at = new DateTimeOffset(2024, 1, 1, 0, minutes % 60, 0, TimeSpan.Zero).AddHours(hours);

        ShopTime.TryRead(ShopTime.Write(at, "Asia/Shanghai"), "Asia/Shanghai", out var read).ShouldBeTrue();
        read.ShouldBe(at);
    }
}
