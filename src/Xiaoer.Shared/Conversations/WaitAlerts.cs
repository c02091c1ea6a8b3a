using Xiaoer.Shared.Accounts;

namespace Xiaoer.Shared.Conversations;

/// <summary>One wait of one customer: told once, however long it lasts.</summary>
public readonly record struct WaitKey(Guid Conversation, DateTimeOffset Since);

/// <summary>A wait that is longer than allowed.</summary>
public sealed record LongWait(ConversationRow Row, WaitKey Key, TimeSpan Waited);

/// <summary>What the rule needs to know of the one who is told.</summary>
/// <param name="Teams">The teams whose queues are theirs.</param>
/// <param name="Own">Their own limit in seconds; null: each team's.</param>
/// <param name="OfTeams">The teams' limits, where they set one.</param>
public sealed record WaitWatcher(Guid Me, IReadOnlyCollection<Guid> Teams, int? Own, IReadOnlyDictionary<Guid, int> OfTeams);

/// <summary>
/// When a customer has waited too long (A3.4). Pure: only what customers write begins a wait and only people and bots end it, so automatic messages
/// never count; while the shop is closed nobody is late, and a wait begun then counts from opening on.
/// </summary>
public static class WaitAlerts
{
    /// <summary>The rulebook's wait limit, in seconds.</summary>
    public const int Standard = 20;
    public const int Shortest = 5;
    public const int Longest = 3600;

    /// <summary>Is this wait this person's to end?</summary>
    public static bool Concerns(ConversationRow row, WaitWatcher watcher) => row.WaitingSince is not null && row.Status switch
    {
        ConversationStatus.Queued => watcher.Teams.Contains(row.TeamId),
        ConversationStatus.Open or ConversationStatus.Waiting => row.AssigneeId == watcher.Me,
        ConversationStatus.Resolved => false,
    };

    public static TimeSpan Limit(Guid team, WaitWatcher watcher) => TimeSpan.FromSeconds(watcher.Own ?? watcher.OfTeams.GetValueOrDefault(team, Standard));

    /// <summary>How long somebody has waited while the shop was open; null: it is closed now.</summary>
    public static TimeSpan? Waited(DateTimeOffset since, DateTimeOffset now, OfficeHours hours, TimeZoneInfo zone)
    {
        if (!OfficeHoursRules.At(hours, zone, now).Open) return null;
        var begin = OfficeHoursRules.At(hours, zone, since) is { Open: false, OpensAt: { } opens } ? opens : since;
        return now > begin ? now - begin : TimeSpan.Zero;
    }

    /// <summary>The waits that are too long now, longest first.</summary>
    public static IReadOnlyList<LongWait> Late(IEnumerable<ConversationRow> rows, WaitWatcher watcher, OfficeHours hours, TimeZoneInfo zone, DateTimeOffset now) =>
    [
        .. rows.Where(r => Concerns(r, watcher))
            .Select(r => (Row: r, Waited: Waited(r.WaitingSince!.Value, now, hours, zone)))
            .Where(w => w.Waited >= Limit(w.Row.TeamId, watcher))
            .Select(w => new LongWait(w.Row, new WaitKey(w.Row.Id, w.Row.WaitingSince!.Value), w.Waited!.Value))
            .OrderByDescending(w => w.Waited),
    ];
}
