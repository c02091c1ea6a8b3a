using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>What the message path reads and writes of a conversation while it holds the row.</summary>
internal sealed class LockedConversation
{
    public required ShopId Shop { get; init; }
    public required ConversationId Id { get; init; }
    public required TeamId Team { get; init; }
    public required VisitorId Visitor { get; init; }
    public required PersonId? Assignee { get; init; }
    public required ConversationTurn Turn { get; set; }
    public required long LastSequence { get; set; }
    public DateTimeOffset? LastAt { get; set; }
    public string? Preview { get; set; }
    public MessageKind? LastKind { get; set; }
    public MessageAuthor? LastAuthor { get; set; }
}

/// <summary>A message that is already in the store under the sender's id.</summary>
internal sealed record KnownMessage(Guid Id, Guid Conversation, long Sequence, MessageKind Kind, string Text, string? ContentJson, DateTimeOffset At, bool Recalled = false);
