using System.Collections.Immutable;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>Who is on the shop's pages, as a screen shows it. Live events keep it true; who is not seen any more drops out by time alone.</summary>
public sealed record VisitorListState(ImmutableDictionary<Guid, VisitorRow> Rows)
{
    /// <summary>So long after the last sign somebody counts as being there.</summary>
    public static readonly TimeSpan Here = TimeSpan.FromSeconds(75);

    public static VisitorListState Empty { get; } = new(ImmutableDictionary<Guid, VisitorRow>.Empty);

    public static VisitorListState From(IEnumerable<VisitorRow> rows) => new(rows.ToImmutableDictionary(r => r.Id));

    public VisitorListState With(IEnumerable<VisitorRow> rows) => rows.Aggregate(this, Put);

    /// <summary>Newest sign first, so that whoever just moved is on top.</summary>
    public IEnumerable<VisitorRow> At(DateTimeOffset now) => Rows.Values.Where(r => now - r.LastSeenAt < Here).OrderByDescending(r => r.LastSeenAt).ThenBy(r => r.Id);

    public static VisitorListState Apply(VisitorListState state, LiveEvent live) => live.Name switch
    {
        VisitorEvents.Viewed => Put(state, live.Read<VisitorViewed>().Visitor),
        VisitorEvents.InvitationAnswered => Answer(state, live.Read<InvitationAnswered>()),
        _ => state,
    };

    private static VisitorListState Put(VisitorListState state, VisitorRow row) =>
        state.Rows.TryGetValue(row.Id, out var known) && known.LastSeenAt > row.LastSeenAt ? state : state with { Rows = state.Rows.SetItem(row.Id, row) };

    private static VisitorListState Answer(VisitorListState state, InvitationAnswered answer) => state.Rows.TryGetValue(answer.VisitorId, out var row)
        ? state with { Rows = state.Rows.SetItem(row.Id, row with { Invited = false, ConversationId = answer.ConversationId ?? row.ConversationId }) }
        : state;
}
