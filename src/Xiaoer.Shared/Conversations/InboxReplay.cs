using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>
/// Applies live events to the desk's list. Pure: <c>Replay(stale, events)</c> equals a fresh snapshot. Events may come twice or late;
/// a row only ever becomes newer (higher version, longer thread, further marks).
/// </summary>
public static class InboxReplay
{
    public static InboxState Apply(InboxState state, LiveEvent live) => live.Name switch
    {
        ConversationEvents.MessagePosted => Post(state, live.Read<MessagePosted>().Message) with { Cursor = Math.Max(state.Cursor, live.Cursor) },
        ConversationEvents.Recalled => Recall(state, live.Read<MessageRecalled>()) with { Cursor = Math.Max(state.Cursor, live.Cursor) },
        ConversationEvents.Read => Mark(state, live.Read<ConversationMarked>()),
        ConversationEvents.Opened or ConversationEvents.Assigned or ConversationEvents.StatusChanged or ConversationEvents.StepChanged
            or ConversationEvents.Identified or ConversationEvents.Rated or ConversationEvents.PersonWanted => Put(state, live.Read<ConversationChanged>().Row) with { Cursor = Math.Max(state.Cursor, live.Cursor) },
        ConversationEvents.Left => state with { Rows = state.Rows.Remove(live.Read<ConversationLeft>().ConversationId) },
        _ => state,
    };

    public static InboxState Apply(InboxState state, IEnumerable<LiveEvent> events) => events.Aggregate(state, Apply);

    /// <summary>A row fetched or announced; an older one than known changes nothing.</summary>
    public static InboxState Put(InboxState state, ConversationRow row)
    {
        if (state.Rows.TryGetValue(row.Id, out var known) && (known.Version > row.Version || (known.Version == row.Version && known.LastSequence > row.LastSequence)))
            return state;
        return state with { Rows = state.Rows.SetItem(row.Id, row) };
    }

    private static InboxState Post(InboxState state, MessageView message)
    {
        if (!state.Rows.TryGetValue(message.ConversationId, out var row) || message.Sequence <= row.LastSequence) return state;
        return state with { Rows = state.Rows.SetItem(row.Id, After(row, message)) };
    }

    /// <summary>The row after one more entry of its thread: the same rule the server stores by.</summary>
    public static ConversationRow After(ConversationRow row, MessageView message)
    {
        var turn = ConversationRules.After(new(row.Status, row.WaitingSince, row.Unread), message.Author, message.Kind, message.At);
        var next = row with { LastSequence = message.Sequence, Status = turn.Status, WaitingSince = turn.WaitingSince, Unread = turn.Unread };
        return ConversationRules.ShowsInList(message.Author, message.Kind)
            ? next with
            {
                LastAt = message.At,
                LastAuthor = message.Author,
                LastKind = message.Kind,
                Preview = ConversationRules.Preview(message.Kind, message.Text, message.Content),
            }
            : next;
    }

    private static InboxState Recall(InboxState state, MessageRecalled recalled) =>
        recalled.Row is { } row && state.Rows.ContainsKey(row.Id) ? Put(state, row) : state;

    private static InboxState Mark(InboxState state, ConversationMarked marked) =>
        state.Rows.TryGetValue(marked.ConversationId, out var row)
            ? state with { Rows = state.Rows.SetItem(row.Id, row with { Marks = Further(row.Marks, marked.Marks), Unread = marked.Unread }) }
            : state;

    private static ReadMarks Further(ReadMarks a, ReadMarks b) => new(
        Math.Max(a.CustomerDelivered, b.CustomerDelivered), Math.Max(a.CustomerRead, b.CustomerRead),
        Math.Max(a.AgentDelivered, b.AgentDelivered), Math.Max(a.AgentRead, b.AgentRead));
}
