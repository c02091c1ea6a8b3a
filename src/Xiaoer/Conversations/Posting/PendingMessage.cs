using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>A checked message on its way to the store. Who may post is decided against the locked row, not against a memory of it.</summary>
internal sealed class PendingMessage
{
    public required ShopId Shop { get; init; }
    public required ConversationId Conversation { get; init; }
    public required MessageAuthor Author { get; init; }
    public required Guid Sender { get; init; }
    public required string? SenderName { get; init; }
    public required MessageKind Kind { get; init; }
    public required string Text { get; init; }
    public required MessageContent? Content { get; init; }
    public required string? ContentJson { get; init; }
    public required string ClientMessageId { get; init; }
    public required Guid Id { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>For agents: which teams they see and whether they may speak in colleagues' conversations.</summary>
    public ConversationReach? Reach { get; init; }

    /// <summary>The upload it shows or offers.</summary>
    public Guid? FileId => Content?.Image?.FileId ?? Content?.File?.FileId;

    private readonly TaskCompletionSource<SendResult> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<SendResult> Done => _done.Task;

    public void Finish(SendResult result) => _done.TrySetResult(result);
}
