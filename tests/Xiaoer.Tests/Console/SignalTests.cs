using Microsoft.Extensions.Time.Testing;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Web;

public class SignalTests
{
    [Fact]
    public void A_thousand_changes_a_second_are_ten_drawings()
    {
        var time = new FakeTimeProvider(Rows.Noon);
        var signal = new Signal(time, TimeSpan.FromMilliseconds(100));
        var drawn = 0;
        signal.Subscribe(() => drawn++);

        for (var i = 0; i < 1000; i++)
        {
            signal.Raise();
            time.Advance(TimeSpan.FromMilliseconds(1));
        }

        drawn.ShouldBeInRange(9, 11);
    }

    [Fact]
    public void The_last_change_is_never_left_out()
    {
        var time = new FakeTimeProvider(Rows.Noon);
        var signal = new Signal(time, TimeSpan.FromMilliseconds(100));
        var (state, drawn) = (0, 0);
        signal.Subscribe(() => drawn = state);

        for (state = 1; state < 5; state++) signal.Raise();
        time.Advance(TimeSpan.FromMilliseconds(150));

        drawn.ShouldBe(5);
    }

    [Fact]
    public void Who_left_hears_nothing_more()
    {
        var (signal, heard) = (new Signal(), 0);
        var listening = signal.Subscribe(() => heard++);

        signal.Raise();
        listening.Dispose();
        signal.Raise();

        heard.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 500)]
    [InlineData(3, 4000)]
    [InlineData(50, 5000)]
    public void Coming_back_is_spread_over_a_growing_time_and_never_takes_long(int attempt, int most)
    {
        Backoff.After(attempt, 0.999999).TotalMilliseconds.ShouldBe(most, 1);
        Backoff.After(attempt, 0).TotalMilliseconds.ShouldBe(50, 1);
    }
}
