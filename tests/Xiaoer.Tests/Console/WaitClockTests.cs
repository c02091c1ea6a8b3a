using Bunit;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Web;

public class WaitClockTests
{
    [Theory]
    [InlineData(0, "0:00", "ok")]
    [InlineData(15, "0:15", "ok")]
    [InlineData(16, "0:16", "warn")]
    [InlineData(20, "0:20", "warn")]
    [InlineData(21, "0:21", "late")]
    [InlineData(3723, "1:02:03", "late")]
    [InlineData(200000, "2 天", "late")]
    public void A_wait_turns_amber_and_then_red(int seconds, string text, string tone)
    {
        using var context = new ConsoleContext();

        var clock = context.Render<WaitClock>(p => p.Add(c => c.Since, Rows.Noon.AddSeconds(-seconds)));

        clock.Find(".clock").TextContent.ShouldBe(text);
        clock.Find(".clock").ClassList.ShouldContain(tone);
    }

    [Fact]
    public void It_ticks_in_the_browser_without_asking_the_server()
    {
        using var context = new ConsoleContext();
        var clock = context.Render<WaitClock>(p => p.Add(c => c.Since, Rows.Noon.AddSeconds(-14)));

        context.Time.Advance(TimeSpan.FromSeconds(3));

        clock.WaitForAssertion(() => clock.Find(".clock").TextContent.ShouldBe("0:17"));
        clock.Find(".clock").ClassList.ShouldContain("warn");
        context.Server.Asked.ShouldBeEmpty();
    }

    [Fact]
    public void Limits_are_options()
    {
        using var context = new ConsoleContext();

        var clock = context.Render<WaitClock>(p => p.Add(c => c.Since, Rows.Noon.AddSeconds(-40)).Add(c => c.Limits, new WaitLimits(30, 60)));

        clock.Find(".clock").ClassList.ShouldContain("warn");
    }

    [Fact]
    public void Who_does_not_wait_shows_no_clock()
    {
        using var context = new ConsoleContext();

        var clock = context.Render<WaitClock>(p => p.Add(c => c.Since, null).Add(c => c.Rest, "已回"));

        clock.Find(".clock").TextContent.ShouldBe("已回");
    }

    [Fact]
    public void A_browser_with_a_wrong_clock_counts_by_the_servers()
    {
        var local = new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Rows.Noon.AddHours(5));
        var clock = new ServerTime(local);

        clock.Learn(Rows.Noon);
        clock.GetUtcNow().ShouldBe(Rows.Noon);

        clock.Learn(Rows.Noon.AddHours(5).AddSeconds(1));
        clock.GetUtcNow().ShouldBe(local.GetUtcNow());
    }
}
