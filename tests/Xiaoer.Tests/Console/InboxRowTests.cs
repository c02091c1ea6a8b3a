using Bunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class InboxRowTests
{
    private static readonly ConversationRow Asking = Rows.Row(7, ConversationStatus.Open) with
    {
        Name = "李晓雯",
        Preview = "M码还有吗",
        LastKind = MessageKind.Text,
        LastAuthor = MessageAuthor.Customer,
        Unread = 3,
        WaitingSince = Rows.Noon.AddSeconds(-13),
        Step = ReceptionStep.Recommend,
    };

    [Fact]
    public void A_row_says_who_the_last_words_the_wait_and_the_step()
    {
        using var context = new ConsoleContext();

        var row = context.Render<InboxRow>(p => p.Add(r => r.Row, Asking));

        row.Find(".name b").TextContent.ShouldBe("李晓雯");
        row.Find(".preview").TextContent.ShouldBe("M码还有吗");
        row.Find(".unread").TextContent.ShouldStartWith("3");
        row.Find(".clock").TextContent.ShouldBe("0:13");
        row.Find(".step").TextContent.ShouldBe("推荐");
    }

    [Fact]
    public void Who_has_no_name_is_a_visitor_with_a_number()
    {
        using var context = new ConsoleContext();

        var row = context.Render<InboxRow>(p => p.Add(r => r.Row, Asking with { Name = "#3187" }));

        row.Find(".name b").TextContent.ShouldBe("访客 3187");
        row.Find(".ava").TextContent.ShouldBe("访");
    }

    [Fact]
    public void What_a_visitor_calls_himself_stays_text()
    {
        using var context = new ConsoleContext();

        var row = context.Render<InboxRow>(p => p.Add(r => r.Row, Asking with { Name = "<img src=x onerror=alert(1)>" }));

        row.FindAll("img").ShouldBeEmpty();
        row.Find(".name b").TextContent.ShouldBe("<img src=x onerror=alert(1)>");
    }

    [Fact]
    public void A_queued_row_can_be_taken_where_it_stands()
    {
        using var context = new ConsoleContext();
        var taken = Guid.Empty;

        var row = context.Render<InboxRow>(p => p.Add(r => r.Row, Asking).Add(r => r.Claimable, true).Add(r => r.OnClaim, id => taken = id));
        row.Find(".claim").Click();

        taken.ShouldBe(Asking.Id);
    }

    [Fact]
    public void A_draft_shows_instead_of_the_last_words()
    {
        using var context = new ConsoleContext();

        var row = context.Render<InboxRow>(p => p.Add(r => r.Row, Asking).Add(r => r.Draft, "有货的"));

        row.Find(".preview").TextContent.ShouldContain("[草稿]");
        row.Find(".preview").TextContent.ShouldContain("有货的");
    }

    [Fact]
    public void The_open_row_is_marked_for_screen_readers_too()
    {
        using var context = new ConsoleContext();

        context.Render<InboxRow>(p => p.Add(r => r.Row, Asking).Add(r => r.Selected, true)).Find(".inbox-row").GetAttribute("aria-current").ShouldBe("true");
    }
}
