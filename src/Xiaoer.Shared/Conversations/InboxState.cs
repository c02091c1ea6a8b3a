using System.Collections.Immutable;

namespace Xiaoer.Shared.Conversations;

/// <summary>All conversations the desk knows of, by id; which list shows which row, and in what order, is decided here for every screen.</summary>
public sealed record InboxState(ImmutableDictionary<Guid, ConversationRow> Rows, long Cursor)
{
    public static InboxState Empty { get; } = new(ImmutableDictionary<Guid, ConversationRow>.Empty, 0);

    public static InboxState From(IEnumerable<ConversationRow> rows, long cursor) => new(rows.ToImmutableDictionary(r => r.Id), cursor);

    /// <summary>The rows of one list, worst wait first, then the latest words first.</summary>
    public IEnumerable<ConversationRow> List(InboxFilter filter, Guid me) => Sort(Rows.Values.Where(r => Shows(filter, r, me)));

    public static bool Shows(InboxFilter filter, ConversationRow row, Guid me) => filter switch
    {
        InboxFilter.Mine => row.AssigneeId == me && row.Status != ConversationStatus.Resolved,
        InboxFilter.Queue => row.Status == ConversationStatus.Queued,
        InboxFilter.All => row.Status != ConversationStatus.Resolved,
        InboxFilter.Resolved => row.Status == ConversationStatus.Resolved,
    };

    public static IEnumerable<ConversationRow> Sort(IEnumerable<ConversationRow> rows) => rows
        .OrderBy(r => r.WaitingSince is null)
        .ThenBy(r => r.WaitingSince ?? DateTimeOffset.MaxValue)
        .ThenByDescending(r => r.LastAt)
        .ThenBy(r => r.Id);
}
