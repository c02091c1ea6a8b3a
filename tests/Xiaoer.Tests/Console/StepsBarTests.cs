using Bunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class StepsBarTests
{
    [Fact]
    public void Eight_steps_show_what_is_done_and_where_we_are()
    {
        using var context = new ConsoleContext();

        var steps = context.Render<StepsBar>(p => p.Add(s => s.Step, ReceptionStep.Recommend).Add(s => s.Enabled, true));

        steps.FindAll("li").Count.ShouldBe(8);
        steps.FindAll("li.done").Select(s => s.TextContent).ShouldBe(["问好", "咨询"]);
        steps.Find("li.now").TextContent.ShouldBe("推荐");
        steps.Find("[aria-current=step]").TextContent.ShouldBe("推荐");
    }

    [Fact]
    public void One_press_moves_on()
    {
        using var context = new ConsoleContext();
        ReceptionStep? moved = null;

        var steps = context.Render<StepsBar>(p => p.Add(s => s.Step, ReceptionStep.Greet).Add(s => s.Enabled, true).Add(s => s.OnMove, step => moved = step));
        steps.FindAll("button")[5].Click();

        moved.ShouldBe(ReceptionStep.Confirm);
    }

    [Fact]
    public void Who_may_only_read_cannot_move_them()
    {
        using var context = new ConsoleContext();

        var steps = context.Render<StepsBar>(p => p.Add(s => s.Step, ReceptionStep.Greet).Add(s => s.Enabled, false));

        steps.FindAll("button").ShouldAllBe(b => b.HasAttribute("disabled"));
    }
}
