using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xiaoer.Shared.Conversations;
using static Xiaoer.Tests.Conversations.Rows;
using ThreadState = Xiaoer.Shared.Conversations.ThreadState;

namespace Xiaoer.Tests.Conversations;

/// <summary>An open thread converges to what is stored, however its events arrive.</summary>
public class ThreadReplayTests
{
    private const int Length = 12;
    private static readonly MessageView[] Stored = [.. Enumerable.Range(1, Length).Select(n => Message(1, n))];

    private static ThreadState Page(int upTo) => ThreadState.From(Id(1), new MessagePage(Stored[..upTo], upTo, false));

    [Property]
    public Property Events_in_any_order_and_any_number_end_as_a_fresh_page(byte start, int seed)
    {
        var known = start % (Length + 1);
        var shuffled = Shuffle([.. Stored.Skip(Math.Max(0, known - 2)), .. Stored.Skip(known)], seed);

        var replayed = ThreadReplay.Apply(Page(known), shuffled.Select((m, i) => Posted(i + 1, m)));

        return (Same(replayed, Page(Length)) && !replayed.HasGap).ToProperty();
    }

    [Property]
    public Property Whatever_was_lost_is_one_page_away(byte start, int seed)
    {
        var known = start % (Length + 1);
        var random = new Random(seed);
        var received = Shuffle([.. Stored.Skip(known)], seed).Where(_ => random.Next(2) == 0);

        var torn = ThreadReplay.Apply(Page(known), received.Select((m, i) => Posted(i + 1, m)));
        var after = Stored.Where(m => m.Sequence > torn.Contiguous).ToArray();
        var healed = ThreadReplay.Merge(torn, new MessagePage(after, Length, false));

        return Same(healed, Page(Length)).ToProperty();
    }

    [Fact]
    public void A_gap_shows_until_it_is_filled()
    {
        var torn = ThreadReplay.Apply(Page(3), Posted(9, Stored[4]));
        torn.HasGap.ShouldBeTrue();
        torn.Contiguous.ShouldBe(3);

        var healed = ThreadReplay.Apply(torn, Posted(8, Stored[3]));
        healed.HasGap.ShouldBeFalse();
        healed.Contiguous.ShouldBe(5);
    }

    [Fact]
    public void Numbers_used_by_private_notes_do_not_look_like_a_gap_for_ever()
    {
        var withoutNote = Stored.Where(m => m.Sequence != 4).ToArray();
        var torn = ThreadReplay.Apply(Page(3), Posted(9, Stored[4]));
        torn.HasGap.ShouldBeTrue();

        var healed = ThreadReplay.Merge(torn, new MessagePage([.. withoutNote.Where(m => m.Sequence is > 3 and <= 5)], 5, false));

        healed.HasGap.ShouldBeFalse();
        healed.Contiguous.ShouldBe(5);
    }

    [Fact]
    public void A_long_absence_is_fetched_in_several_pages()
    {
        var first = ThreadReplay.Merge(Page(2), new MessagePage(Stored[2..7], Length, true));
        first.Contiguous.ShouldBe(7);

        var second = ThreadReplay.Merge(first, new MessagePage(Stored[7..], Length, false));

        Same(second, Page(Length)).ShouldBeTrue();
    }

    [Fact]
    public void An_older_page_comes_before_and_moves_nothing()
    {
        var latest = ThreadState.From(Id(1), new MessagePage(Stored[6..], Length, true));

        var all = ThreadReplay.Merge(latest, new MessagePage(Stored[..6], Length, false));

        Same(all, Page(Length)).ShouldBeTrue();
    }

    [Fact]
    public void Another_conversations_message_is_not_taken() =>
        Same(ThreadReplay.Apply(Page(3), Posted(9, Message(2, 4))), Page(3)).ShouldBeTrue();

    private static T[] Shuffle<T>(T[] items, int seed)
    {
        new Random(seed).Shuffle(items);
        return items;
    }

    /// <summary>Equal on screen: the same entries, as far without a gap.</summary>
    private static bool Same(ThreadState a, ThreadState b) =>
        a.Contiguous == b.Contiguous && a.Entries.Values.Select(m => (m.Id, m.Sequence)).SequenceEqual(b.Entries.Values.Select(m => (m.Id, m.Sequence)));
}
