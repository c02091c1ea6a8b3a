using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using static Xiaoer.Tests.Conversations.Rows;
using ThreadState = Xiaoer.Shared.Conversations.ThreadState;

namespace Xiaoer.Tests.Conversations;

/// <summary>The rule of taking back, and that a thread ends without the words however the news arrives.</summary>
public class RecallRulesTests
{
    private const int Length = 6;

    [Theory]
    [InlineData(MessageAuthor.Agent, MessageKind.Text, 120, null)]
    [InlineData(MessageAuthor.Customer, MessageKind.File, 0, null)]
    [InlineData(MessageAuthor.Agent, MessageKind.Note, 60, null)]
    [InlineData(MessageAuthor.Agent, MessageKind.Text, 121, "message.too_late")]
    [InlineData(MessageAuthor.System, MessageKind.Event, 1, "message.not_yours")]
    [InlineData(MessageAuthor.Automatic, MessageKind.Text, 1, "message.not_yours")]
    [InlineData(MessageAuthor.Bot, MessageKind.Text, 1, "message.not_yours")]
    public void People_take_back_their_own_words_for_two_minutes(MessageAuthor author, MessageKind kind, int seconds, string? refused) =>
        RecallRules.Refuse(author, kind, Noon, Noon.AddSeconds(seconds), RecallRules.Seconds).ShouldBe(refused);

    [Property(MaxTest = 300)]
    public Property However_the_news_arrives_the_words_are_gone(byte gone, byte quoting, int seed)
    {
        var (taken, answer) = (1 + gone % Length, 1 + quoting % Length);
        var said = Enumerable.Range(1, Length).Select(n => Message(1, n)).ToArray();
        if (answer > taken) said[answer - 1] = said[answer - 1] with { Content = Quoting(taken, $"message {taken}", recalled: false) };
        var left = RecallRules.Of(said[taken - 1], Noon.AddMinutes(1));
        MessageView[] fresh = [.. said];
        fresh[taken - 1] = left;
        if (answer > taken) fresh[answer - 1] = fresh[answer - 1] with { Content = Quoting(taken, "", recalled: true) };
        var events = said.Select((m, i) => Posted(i + 1, m)).Append(LiveEvent.Of(99, ConversationEvents.Recalled, new MessageRecalled(left, null))).ToArray();
        new Random(seed).Shuffle(events);

        var replayed = ThreadReplay.Apply(ThreadState.From(Id(1), new MessagePage([], 0, false)), events);
        var overtaken = ThreadReplay.Merge(replayed, new MessagePage(said, Length, false));

        return (Same(replayed, fresh) && Same(overtaken, fresh)).ToProperty();
    }

    private static MessageContent Quoting(long sequence, string excerpt, bool recalled) =>
        new(Quote: new QuotePart(Id(1), sequence, new QuotedMessage(MessageAuthor.Customer, null, MessageKind.Text, excerpt, recalled)));

    private static bool Same(ThreadState state, IEnumerable<MessageView> fresh) => state.Entries.Values.SequenceEqual(fresh);
}
