using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class ThreadLinesTests
{
    private static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    [Fact]
    public void A_new_day_and_the_first_unread_get_a_line_of_their_own()
    {
        var yesterday = Rows.Message(1, 1) with { At = Rows.Noon.AddDays(-1) };

        var lines = ThreadLines.Of([yesterday, Rows.Message(1, 2), Rows.Message(1, 3)], unreadFrom: 3, Day);

        lines.Select(l => l.Kind).ShouldBe([LineKind.Day, LineKind.Message, LineKind.Day, LineKind.Message, LineKind.Unread, LineKind.Message]);
    }

    [Fact]
    public void Several_messages_by_the_same_hand_show_the_time_once()
    {
        var lines = ThreadLines.Of([Rows.Message(1, 1), Rows.Message(1, 2), Rows.Message(1, 3, MessageAuthor.Agent)], 0, Day);

        lines.Where(l => l.Kind == LineKind.Message).Select(l => l.Last).ShouldBe([false, true, true]);
    }

    [Fact]
    public void A_note_does_not_join_a_reply()
    {
        var lines = ThreadLines.Of([Rows.Message(1, 1, MessageAuthor.Agent), Rows.Message(1, 2, MessageAuthor.Agent, MessageKind.Note)], 0, Day);

        lines.Where(l => l.Kind == LineKind.Message).ShouldAllBe(l => l.Last);
    }

    [Theory]
    [InlineData("看 https://shop.test/a?b=1，谢谢", "看 |[https://shop.test/a?b=1]|，谢谢")]
    [InlineData("javascript:alert(1)", "javascript:alert(1)")]
    [InlineData("xhttp://no", "xhttp://no")]
    [InlineData("(http://a.b/c).", "(|[http://a.b/c]|).")]
    [InlineData("", "")]
    public void Only_http_addresses_become_links(string text, string expected) =>
        string.Join("|", TextParts.Split(text).Select(p => p.Link ? $"[{p.Text}]" : p.Text)).ShouldBe(expected);
}
