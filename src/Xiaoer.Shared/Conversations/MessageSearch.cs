using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>Whose words a search is narrowed to; a private note is nobody's but the colleagues'.</summary>
public enum MessageSender { Customer, Agent, Note, Automatic }

/// <summary>A message that has what was looked for, as much of it as a row shows, and the conversation it stands in.</summary>
/// <param name="Number">For people: <c>C-1042</c>.</param>
/// <param name="Name">The customer's name, or <c>#3187</c> for a visitor who has not said theirs.</param>
/// <param name="Sequence">Opens the conversation at this message.</param>
public sealed record MessageHit(
    Guid ConversationId, string Number, ConversationStatus Status, string Name, Guid? CustomerId, Guid? AssigneeId, string? AssigneeName,
    long Sequence, MessageSender Sender, string? SenderName, MessageKind Kind, MarkedText Excerpt, DateTimeOffset At);

/// <summary>Newest first. <see cref="Next"/> may come with few items or none: as much as one request looks through; send it back to go on.</summary>
/// <param name="Indexing">Older messages are still being read into the index; absent once all are.</param>
public sealed record MessageHitPage(IReadOnlyList<MessageHit> Items, string? Next, IndexProgress? Indexing);

/// <summary>How many of the messages that were there before the index are in it.</summary>
public sealed record IndexProgress(long Done, long Total);
