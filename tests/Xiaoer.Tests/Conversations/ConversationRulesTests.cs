using System.Globalization;
using FsCheck.Xunit;
using Xiaoer.Shared.Conversations;
using static Xiaoer.Shared.Conversations.ConversationStatus;

namespace Xiaoer.Tests.Conversations;

/// <summary>The life cycle of a conversation, pair by pair, and what each message does to whose turn it is.</summary>
public class ConversationRulesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Earlier = Noon.AddMinutes(-5);

    /// <summary>Rows: from; columns: to, in the order of the enumeration. Every pair is written down.</summary>
    [Theory]
    [InlineData(Queued, false, true, false, true)]
    [InlineData(Open, true, false, true, true)]
    [InlineData(Waiting, true, true, false, true)]
    [InlineData(Resolved, true, true, false, false)]
    public void Only_the_listed_moves_exist(ConversationStatus from, bool queued, bool open, bool waiting, bool resolved)
    {
        bool[] expected = [queued, open, waiting, resolved];
        var states = Enum.GetValues<ConversationStatus>();

        states.Length.ShouldBe(expected.Length, "a new state needs a column here");
        states.Select(to => ConversationRules.CanMove(from, to)).ShouldBe(expected);
    }

    [Theory]
    // The customer writes: an answered conversation opens again, the wait starts with the first unanswered message.
    [InlineData(Queued, false, MessageAuthor.Customer, MessageKind.Text, Queued, "now", 4)]
    [InlineData(Queued, true, MessageAuthor.Customer, MessageKind.Text, Queued, "earlier", 4)]
    [InlineData(Open, true, MessageAuthor.Customer, MessageKind.Image, Open, "earlier", 4)]
    [InlineData(Waiting, false, MessageAuthor.Customer, MessageKind.Product, Open, "now", 4)]
    // The agent answers: it is the customer's turn.
    [InlineData(Open, true, MessageAuthor.Agent, MessageKind.Text, Waiting, "nobody", 3)]
    [InlineData(Waiting, false, MessageAuthor.Agent, MessageKind.Text, Waiting, "nobody", 3)]
    [InlineData(Queued, true, MessageAuthor.Agent, MessageKind.Text, Queued, "nobody", 3)]
    [InlineData(Open, true, MessageAuthor.Bot, MessageKind.Text, Waiting, "nobody", 3)]
    // Notes, events and automatic words answer nobody.
    [InlineData(Open, true, MessageAuthor.Agent, MessageKind.Note, Open, "earlier", 3)]
    [InlineData(Open, true, MessageAuthor.System, MessageKind.Event, Open, "earlier", 3)]
    [InlineData(Open, true, MessageAuthor.Automatic, MessageKind.Text, Open, "earlier", 3)]
    [InlineData(Waiting, false, MessageAuthor.System, MessageKind.Text, Waiting, "nobody", 3)]
    public void A_message_decides_whose_turn_it_is(
        ConversationStatus before, bool waited, MessageAuthor author, MessageKind kind, ConversationStatus after, string waits, int unread)
    {
        var turn = ConversationRules.After(new ConversationTurn(before, waited ? Earlier : null, 3), author, kind, Noon);

        turn.Status.ShouldBe(after);
        turn.WaitingSince.ShouldBe(waits switch { "now" => Noon, "earlier" => Earlier, _ => null });
        turn.Unread.ShouldBe(unread);
    }

    [Fact]
    public void No_message_makes_a_move_that_does_not_exist()
    {
        foreach (var status in Enum.GetValues<ConversationStatus>())
            foreach (var author in Enum.GetValues<MessageAuthor>())
                foreach (var kind in Enum.GetValues<MessageKind>())
                {
                    var after = ConversationRules.After(new ConversationTurn(status, null, 0), author, kind, Noon).Status;
                    (after == status || ConversationRules.CanMove(status, after)).ShouldBeTrue($"{author} {kind} moves {status} to {after}");
                }
    }

    [Theory]
    [InlineData(ThreadEvents.Started, false)]
    [InlineData(ThreadEvents.Taken, true)]
    [InlineData(ThreadEvents.Transferred, true)]
    [InlineData(ThreadEvents.Resolved, true)]
    [InlineData(ThreadEvents.Reopened, true)]
    [InlineData(ThreadEvents.Identified, false)]
    public void The_visitor_sees_only_the_events_meant_for_them(string code, bool seen) => ThreadEvents.ForVisitor(code).ShouldBe(seen);

    [Property]
    public bool A_preview_is_one_short_line_of_whole_characters(string? text)
    {
        var preview = ConversationRules.Preview(MessageKind.Text, text ?? "");

        return preview.Length <= ConversationRules.PreviewLength && !preview.Contains('\n', StringComparison.Ordinal)
            && (preview.Length == 0 || !char.IsHighSurrogate(preview[^1]) || char.IsHighSurrogate(text![^1]));
    }

    [Fact]
    public void A_preview_never_cuts_a_character_in_two()
    {
        var text = new string('好', ConversationRules.PreviewLength - 1) + "😀 and more";

        var preview = ConversationRules.Preview(MessageKind.Text, text);

        preview.Length.ShouldBe(ConversationRules.PreviewLength - 1);
        new StringInfo(preview).LengthInTextElements.ShouldBe(preview.Length);
    }
}
