using System.Collections.Immutable;

namespace Xiaoer.Shared.Conversations;

/// <summary>All conversations the desk knows of, by id; which list shows which row, and in what order, is decided here for every screen.</summary>
public sealed record InboxState(ImmutableDictionary<Guid, ConversationRow> Rows, long Cursor)
{
    public static InboxState Empty { get; } = new(ImmutableDictionary<Guid, ConversationRow>.Empty, 0);

    public static InboxState From(IEnumerable<ConversationRow> rows, long cursor) => new(rows.ToImmutableDictionary(r => r.Id), cursor);

    /// <summary>One more page of a list.</summary>
    public InboxState With(IEnumerable<ConversationRow> rows) => rows.Aggregate(this, InboxReplay.Put);

    /// <summary>
    /// A fresh first page of one list: its rows as they are now, and without those that must be on it and are not (they left unnoticed).
    /// <paramref name="complete"/>: there is no second page.
    /// </summary>
    public InboxState Refresh(InboxFilter filter, Guid me, IReadOnlyList<ConversationRow> page, bool complete, long cursor)
    {
        var fresh = page.Select(r => r.Id).ToHashSet();
        var last = page.Count > 0 ? page[^1] : null;
        var gone = Rows.Values.Where(r => Shows(filter, r, me) && !fresh.Contains(r.Id) && (complete || (last is not null && Order.Compare(r, last) < 0)));
        var kept = this with { Rows = Rows.RemoveRange(gone.Select(r => r.Id).ToArray()), Cursor = Math.Max(Cursor, cursor) };
        return kept.With(page);
    }

    /// <summary>Who comes first: the longest wait, then the latest words; among the resolved, the last resolved.</summary>
    public static IComparer<ConversationRow> Order { get; } = Comparer<ConversationRow>.Create((a, b) =>
    {
        var wait = (a.WaitingSince ?? DateTimeOffset.MaxValue).CompareTo(b.WaitingSince ?? DateTimeOffset.MaxValue);
        if (wait != 0) return wait;
        var latest = (b.ResolvedAt ?? b.LastAt).CompareTo(a.ResolvedAt ?? a.LastAt);
        return latest != 0 ? latest : a.Id.CompareTo(b.Id);
    });

    /// <summary>The rows of one list, worst wait first, then the latest words first.</summary>
    public IEnumerable<ConversationRow> List(InboxFilter filter, Guid me) => Sort(Rows.Values.Where(r => Shows(filter, r, me)));

    public static bool Shows(InboxFilter filter, ConversationRow row, Guid me) => filter switch
    {
        InboxFilter.Mine => row.AssigneeId == me && row.Status != ConversationStatus.Resolved,
        InboxFilter.Queue => row.Status == ConversationStatus.Queued,
        InboxFilter.All => row.Status != ConversationStatus.Resolved,
        InboxFilter.Resolved => row.Status == ConversationStatus.Resolved,
    };

    public static IEnumerable<ConversationRow> Sort(IEnumerable<ConversationRow> rows) => rows.Order(Order);
}
