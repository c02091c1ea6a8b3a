namespace Xiaoer.Shared.Conversations;

/// <summary>Names and records of what happens to conversations; listed in <c>docs/events.md</c>.</summary>
public static class ConversationEvents
{
    public const string MessagePosted = "message.posted";
    public const string Recalled = "message.recalled";
    public const string Mentioned = "message.mentioned";
    public const string Opened = "conversation.opened";
    public const string Assigned = "conversation.assigned";
    public const string StatusChanged = "conversation.status_changed";
    public const string StepChanged = "conversation.step_changed";
    public const string Identified = "conversation.identified";
    public const string Rated = "conversation.rated";
    public const string PersonWanted = "conversation.person_wanted";
    public const string Left = "conversation.left";
    public const string Read = "conversation.read";
    public const string Typed = "conversation.typed";
    public const string NotificationsChanged = "notifications.changed";

    /// <summary>A conversation came in from another desk, whole; stored, not told.</summary>
    public const string MovedIn = "conversation.moved_in";

    public static IReadOnlyList<string> All { get; } = [MessagePosted, Recalled, Mentioned, Opened, Assigned, StatusChanged, StepChanged, Identified, Rated, PersonWanted, Left, Read, Typed, NotificationsChanged];
}

/// <summary><c>message.posted</c>: a thread grew by one entry.</summary>
public sealed record MessagePosted(MessageView Message);

/// <summary><c>message.recalled</c>: the author took it back. The entry without its words, and the row as it is now; the visitor gets no row.</summary>
public sealed record MessageRecalled(MessageView Message, ConversationRow? Row);

/// <summary><c>message.mentioned</c> (not kept): a note calls a colleague; only they hear it.</summary>
public sealed record MessageMentioned(Guid ConversationId, long Sequence, Guid PersonId, string? ByName);

/// <summary>
/// <c>conversation.opened</c>, <c>.assigned</c>, <c>.status_changed</c>, <c>.step_changed</c>, <c>.identified</c>, <c>.rated</c>, <c>.person_wanted</c>: the row as it is now.
/// The row may be newer than the event; applying it again changes nothing.
/// </summary>
public sealed record ConversationChanged(ConversationRow Row, Guid? ActorId);

/// <summary><c>conversation.left</c> (not kept): the conversation went to a team the reader does not see.</summary>
public sealed record ConversationLeft(Guid ConversationId);

/// <summary>What a visitor hears of <c>conversation.assigned</c> and <c>.status_changed</c>: no more than the thread shows.</summary>
public sealed record VisitorConversationChanged(Guid ConversationId, ConversationStatus Status, string? AgentName);

/// <summary><c>conversation.read</c> (not kept): how far each side has come.</summary>
public sealed record ConversationMarked(Guid ConversationId, ReadMarks Marks, int Unread);

/// <summary><c>conversation.typed</c> (not kept): somebody is typing; it fades after six seconds unless repeated.</summary>
public sealed record ConversationTyped(Guid ConversationId, MessageAuthor Author, Guid? SenderId, string? SenderName, bool Typing);

/// <summary><c>notifications.changed</c> (not kept): a person chose anew what they are told; all their pages follow.</summary>
public sealed record NotificationsChanged(Guid PersonId, NotificationsView View);
