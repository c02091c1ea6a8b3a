using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>Why somebody is told something.</summary>
public enum AlertReason { NewInQueue, NewInMine, Mentioned, LongWait }

/// <summary>Something worth a sound or a notice. <see cref="Key"/> is the same for the same thing on every page.</summary>
public sealed record DeskAlert(AlertReason Reason, ConversationRow Row, string Key);

/// <summary>Which live events a person is told. Pure: the desk's pages and the tests ask the same rule.</summary>
public static class DeskAlerts
{
    /// <summary>Raised where notes can name a colleague; without it the setting is not shown.</summary>
    public const string Mention = ConversationEvents.Mentioned;

    /// <summary>Older things are history, e.g. what is caught up after a night without a line.</summary>
    public static TimeSpan Fresh { get; } = TimeSpan.FromMinutes(2);

    public static bool KnowsMentions => ConversationEvents.All.Contains(Mention);

    /// <param name="row">The conversation as it is after the event; null: this desk does not know it.</param>
    public static DeskAlert? Of(LiveEvent live, ConversationRow? row, Guid me, IReadOnlyCollection<Guid> teams, DateTimeOffset now)
    {
        if (row is null) return null;
        if (Calls(live, me) is { } note) return new(AlertReason.Mentioned, row, $"mention:{row.Id:N}:{note}");
        if (row.Status == ConversationStatus.Resolved) return null;
        return live.Name switch
        {
            ConversationEvents.MessagePosted => Posted(live.Read<MessagePosted>().Message, row, me, teams, now),
            ConversationEvents.Assigned when live.Read<ConversationChanged>() is var given && given.ActorId != me && given.Row.AssigneeId == me && row.AssigneeId == me =>
                new(AlertReason.NewInMine, row, $"given:{row.Id:N}:{given.Row.Version}"),
            ConversationEvents.PersonWanted when row.Status == ConversationStatus.Queued && row.PersonWantedAt is { } wanted && now - wanted <= Fresh && teams.Contains(row.TeamId) =>
                new(AlertReason.NewInQueue, row, $"person:{row.Id:N}:{wanted.ToUnixTimeMilliseconds()}"),
            _ => null,
        };
    }

    public static bool Wanted(NotificationSettings settings, AlertReason reason) => reason switch
    {
        AlertReason.NewInQueue => settings.NewInQueue,
        AlertReason.NewInMine => settings.NewInMine,
        AlertReason.Mentioned => settings.Mentioned,
        AlertReason.LongWait => settings.LongWait,
    };

    /// <summary>The note that calls this person: told by name to them alone, and as an entry to whoever sees the thread.</summary>
    private static long? Calls(LiveEvent live, Guid me) => live.Name switch
    {
        Mention when live.Read<MessageMentioned>() is var called && called.PersonId == me => called.Sequence,
        ConversationEvents.MessagePosted when live.Read<MessagePosted>().Message is { Kind: MessageKind.Note, Content.Mentions: { } names } note && note.SenderId != me && names.Contains(me) => note.Sequence,
        _ => null,
    };

    // In a queue only the first words of a wait are news; in one's own conversation every word is.
    private static DeskAlert? Posted(MessageView message, ConversationRow row, Guid me, IReadOnlyCollection<Guid> teams, DateTimeOffset now)
    {
        if (message.Author != MessageAuthor.Customer || now - message.At > Fresh) return null;
        var key = $"message:{row.Id:N}:{message.Sequence}";
        if (row.AssigneeId == me) return new(AlertReason.NewInMine, row, key);
        return row.Status == ConversationStatus.Queued && teams.Contains(row.TeamId) && row.WaitingSince == message.At ? new(AlertReason.NewInQueue, row, key) : null;
    }
}
