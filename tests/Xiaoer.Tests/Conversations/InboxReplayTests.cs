using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using static Xiaoer.Tests.Conversations.Rows;

namespace Xiaoer.Tests.Conversations;

/// <summary>The desk's list converges to a fresh snapshot, however its events arrive.</summary>
public class InboxReplayTests
{
    [Property(MaxTest = 200)]
    public Property Replaying_from_any_moment_equals_a_fresh_snapshot(int seed, byte start)
    {
        var (snapshots, events) = History(seed, 40);
        var from = start % snapshots.Count;

        var replayed = InboxReplay.Apply(snapshots[from], events.Skip(from));

        return Equal(replayed, snapshots[^1]).ToProperty();
    }

    [Property(MaxTest = 200)]
    public Property Events_that_come_twice_or_from_before_the_snapshot_change_nothing(int seed, byte start, byte overlap)
    {
        var (snapshots, events) = History(seed, 40);
        var from = start % snapshots.Count;
        var repeated = events.Skip(Math.Max(0, from - overlap % 10)).SelectMany(e => new[] { e, e });

        var replayed = InboxReplay.Apply(snapshots[from], repeated);

        return Equal(replayed, snapshots[^1]).ToProperty();
    }

    [Property(MaxTest = 200)]
    public Property The_last_word_on_a_row_wins_however_late_the_others_come(int seed)
    {
        var (snapshots, events) = History(seed, 40);
        var shuffled = events.ToArray();
        new Random(seed).Shuffle(shuffled);
        // The server always ends a batch with the rows as they are: what a reconnecting desk gets from its first poll.
        var rows = snapshots[^1].Rows.Values.Select(r => Changed(events.Count, ConversationEvents.StatusChanged, r));

        var replayed = InboxReplay.Apply(InboxReplay.Apply(snapshots[0], shuffled), rows);

        return Equal(replayed, snapshots[^1]).ToProperty();
    }

    [Fact]
    public void Of_the_resolved_the_last_one_comes_first_whatever_was_said_when()
    {
        var early = Row(1, ConversationStatus.Resolved) with { LastAt = Noon.AddMinutes(9), ResolvedAt = Noon.AddMinutes(10) };
        var late = Row(2, ConversationStatus.Resolved) with { LastAt = Noon, ResolvedAt = Noon.AddMinutes(11) };

        InboxState.From([early, late], 1).List(InboxFilter.Resolved, Id(9)).Select(r => r.Id).ShouldBe([late.Id, early.Id]);
    }

    [Fact]
    public void An_automatic_reply_does_not_hide_what_the_customer_asked()
    {
        var asked = InboxReplay.After(Row(1), Message(1, 1, text: "how long does it burn?"));

        var replied = InboxReplay.After(asked, Message(1, 2, MessageAuthor.Automatic, text: "welcome"));

        (replied.Preview, replied.LastAuthor, replied.LastSequence).ShouldBe(("how long does it burn?", MessageAuthor.Customer, 2));
    }

    [Fact]
    public void A_mark_only_moves_forward()
    {
        var state = InboxState.From([Row(1) with { Marks = new(5, 4, 3, 2), Unread = 2 }], 1);
        var late = LiveEvent.Of(0, ConversationEvents.Read, new ConversationMarked(Id(1), new(1, 1, 9, 9), 0));

        var row = InboxReplay.Apply(state, late).Rows[Id(1)];

        row.Marks.ShouldBe(new ReadMarks(5, 4, 9, 9));
        row.Unread.ShouldBe(0);
    }

    [Fact]
    public void Typing_leaves_the_list_as_it_is()
    {
        var state = InboxState.From([Row(1)], 1);
        var typed = LiveEvent.Of(0, ConversationEvents.Typed, new ConversationTyped(Id(1), MessageAuthor.Customer, null, null, true));

        InboxReplay.Apply(state, typed).ShouldBe(state);
    }

    [Fact]
    public void The_longest_wait_stands_first_and_then_the_latest_words()
    {
        ConversationRow[] rows =
        [
            Row(1) with { LastAt = Noon.AddMinutes(1) },
            Row(2) with { WaitingSince = Noon.AddMinutes(-1) },
            Row(3) with { LastAt = Noon.AddMinutes(2) },
            Row(4) with { WaitingSince = Noon.AddMinutes(-3) },
        ];

        InboxState.Sort(rows).Select(r => r.Number).ShouldBe(["C-4", "C-2", "C-3", "C-1"]);
    }

    [Theory]
    [InlineData(InboxFilter.Mine, "C-2", "C-3")]
    [InlineData(InboxFilter.Queue, "C-1")]
    [InlineData(InboxFilter.All, "C-1", "C-2", "C-3", "C-5")]
    [InlineData(InboxFilter.Resolved, "C-4")]
    public void Each_list_shows_its_own(InboxFilter filter, params string[] numbers)
    {
        Guid me = Id(1), other = Id(2);
        var state = InboxState.From(
        [
            Row(1, ConversationStatus.Queued),
            Row(2, ConversationStatus.Open) with { AssigneeId = me },
            Row(3, ConversationStatus.Waiting) with { AssigneeId = me },
            Row(4, ConversationStatus.Resolved) with { AssigneeId = me },
            Row(5, ConversationStatus.Open) with { AssigneeId = other },
        ], 1);

        state.List(filter, me).Select(r => r.Number).Order().ShouldBe(numbers);
    }

    /// <summary>A random shop's hour: every snapshot a server would have shown, and the events between them.</summary>
    private static (List<InboxState> Snapshots, List<LiveEvent> Events) History(int seed, int steps)
    {
        var random = new Random(seed);
        var state = InboxState.From([Row(1), Row(2)], 0);
        List<InboxState> snapshots = [state];
        List<LiveEvent> events = [];
        for (var cursor = 1; cursor <= steps; cursor++)
        {
            var live = Next(random, state, cursor);
            events.Add(live);
            state = Stored(state, live);
            snapshots.Add(state);
        }
        return (snapshots, events);
    }

    private static LiveEvent Next(Random random, InboxState state, int cursor)
    {
        if (random.Next(10) == 0) return Changed(cursor, ConversationEvents.Opened, Row(100 + cursor));
        var row = state.Rows.Values.ElementAt(random.Next(state.Rows.Count));
        var number = int.Parse(row.Number[2..], System.Globalization.CultureInfo.InvariantCulture);
        if (random.Next(3) > 0)
        {
            var author = random.Next(3) switch { 0 => MessageAuthor.Agent, 1 => MessageAuthor.System, _ => MessageAuthor.Customer };
            return Posted(cursor, Message(number, row.LastSequence + 1, author, author == MessageAuthor.System ? MessageKind.Event : MessageKind.Text));
        }

        var next = row with { Version = row.Version + 1 };
        return random.Next(3) switch
        {
            0 => Changed(cursor, ConversationEvents.Assigned, next with { Status = ConversationStatus.Open, AssigneeId = Id(1), AssigneeName = "Lan" }),
            1 => Changed(cursor, ConversationEvents.StatusChanged, next with { Status = ConversationStatus.Resolved, WaitingSince = null }),
            _ => Changed(cursor, ConversationEvents.StepChanged, next with { Step = ReceptionStep.Win }),
        };
    }

    /// <summary>What the database would hold: written without the replay's own code where the two could share a mistake.</summary>
    private static InboxState Stored(InboxState state, LiveEvent live)
    {
        ConversationRow row;
        if (live.Name == ConversationEvents.MessagePosted)
        {
            var message = live.Read<MessagePosted>().Message;
            var before = state.Rows[message.ConversationId];
            row = before with { LastSequence = message.Sequence };
            if (message.Kind != MessageKind.Event)
            {
                var customer = message.Author == MessageAuthor.Customer;
                row = row with
                {
                    LastAt = message.At,
                    LastAuthor = message.Author,
                    LastKind = message.Kind,
                    Preview = message.Text,
                    Unread = before.Unread + (customer ? 1 : 0),
                    WaitingSince = customer ? before.WaitingSince ?? message.At : null,
                    Status = (before.Status, customer) switch
                    {
                        (ConversationStatus.Waiting, true) => ConversationStatus.Open,
                        (ConversationStatus.Open, false) => ConversationStatus.Waiting,
                        (var same, _) => same,
                    },
                };
            }
        }
        else
        {
            row = live.Read<ConversationChanged>().Row;
        }
        return InboxState.From(state.Rows.SetItem(row.Id, row).Values, live.Cursor);
    }

    private static bool Equal(InboxState a, InboxState b) =>
        a.Cursor == b.Cursor && a.Rows.Values.OrderBy(r => r.Id).SequenceEqual(b.Rows.Values.OrderBy(r => r.Id));
}
