using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>One entry of a thread. Written once, by the message path or together with the change it tells of; its author may take it back for a while.</summary>
internal sealed class Message
{
    public ShopId ShopId { get; init; }
    public ConversationId ConversationId { get; init; }
    public long Sequence { get; init; }
    public Guid Id { get; init; }
    public MessageAuthor Author { get; init; }

    /// <summary>The person or visitor; all zeros for the system.</summary>
    public Guid SenderId { get; init; }
    public MessageKind Kind { get; init; }
    public string Text { get; set; } = "";

    /// <summary><see cref="MessageContent"/> as JSON.</summary>
    public string? Content { get; set; }

    /// <summary>The sender's own id of it: the same id is the same message for ever.</summary>
    public string ClientMessageId { get; init; } = "";
    public DateTimeOffset At { get; init; }

    /// <summary>When its author took it back: from then on it has neither text nor content.</summary>
    public DateTimeOffset? RecalledAt { get; private set; }

    public void Recall(DateTimeOffset at) => (Text, Content, RecalledAt) = ("", null, at);
}
