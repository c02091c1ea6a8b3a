using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>One entry of a thread. <see cref="Sequence"/> is gapless per conversation and is the order everybody sees.</summary>
/// <param name="SenderId">The person or visitor; absent for system and automatic entries.</param>
/// <param name="Text">What was typed; a caption or empty for other kinds; the code of an <c>event</c>.</param>
/// <param name="RecalledAt">When its author took it back; text and content are gone then.</param>
public sealed record MessageView(
    Guid Id, Guid ConversationId, long Sequence, MessageAuthor Author, Guid? SenderId, string? SenderName, MessageKind Kind,
    string Text, MessageContent? Content, string? ClientMessageId, DateTimeOffset At, DateTimeOffset? RecalledAt = null);

/// <summary>
/// What a message carries besides text: the part its kind names. Words – text and notes – may answer an earlier message, and a note may call colleagues.
/// </summary>
/// <param name="Mentions">The colleagues a note calls, by id.</param>
public sealed record MessageContent(
    ImagePart? Image = null, ProductPart? Product = null, EventPart? Event = null, FilePart? File = null, StickerPart? Sticker = null,
    QuotePart? Quote = null, IReadOnlyList<Guid>? Mentions = null, OrderPart? Order = null);

/// <summary>A picture stored by us. The addresses are signed and short-lived; stored messages hold the id and size only.</summary>
/// <param name="ThumbnailUrl">The small one for the thread.</param>
public sealed record ImagePart(Guid FileId, int Width, int Height, string? Url = null, string? ThumbnailUrl = null);

/// <summary>A file stored by us, as it came. <see cref="Url"/> is signed and short-lived. A sender names the id; the rest is told by what is stored.</summary>
public sealed record FilePart(Guid FileId, [property: StringLength(100)] string Name = "", [property: StringLength(100)] string ContentType = "", long Bytes = 0, string? Url = null);

/// <summary>One of <see cref="Stickers"/>.</summary>
public sealed record StickerPart([property: StringLength(20)] string Code);

/// <summary>The earlier message of the same conversation that this one answers. Only its place is stored; what it says is read from it when it is shown.</summary>
public sealed record QuotePart(Guid ConversationId, [property: Range(1, long.MaxValue)] long Sequence, QuotedMessage? Message = null);

/// <summary>As much of a quoted message as fits on a line; nothing of its words once it was taken back.</summary>
public sealed record QuotedMessage(MessageAuthor Author, string? SenderName, MessageKind Kind, string Excerpt, bool Recalled = false);

/// <summary>A product as it was when it was shown or sent: the shop page's words, plain text.</summary>
public sealed record ProductPart(
    [property: StringLength(200)] string Title, [property: StringLength(2000)] string? Url, [property: StringLength(2000)] string? ImageUrl,
    Money? Price, [property: StringLength(100)] string? ExternalId);

/// <summary>What happened, for <c>event</c> entries; the sentence is built in the reader's language.</summary>
public sealed record EventPart(string Code, string? ActorName = null, string? TargetName = null);

/// <summary>A message to send. The same <see cref="ClientMessageId"/> with the same body is the same message, for ever.</summary>
public sealed record SendMessageRequest(
    [property: Required, StringLength(ConversationRules.MaxClientMessageIdLength, MinimumLength = 1)] string ClientMessageId,
    [property: JsonRequired] MessageKind Kind,
    [property: StringLength(ConversationRules.MaxTextLength)] string? Text = null,
    MessageContent? Content = null);

/// <summary>The durable acknowledgement: it is sent only after the commit. <see cref="Repeated"/>: an earlier try had already arrived.</summary>
public sealed record MessageAck(Guid Id, Guid ConversationId, long Sequence, DateTimeOffset At, bool Repeated);

/// <summary>
/// What the hubs answer to a send: an acknowledgement, or the stable code of the refusal (<c>too_long</c>, <c>bad_text</c>, <c>slow_down</c>,
/// <c>idempotency_mismatch</c>, <c>not_found</c>, <c>file_not_found</c>, <c>bad_quote</c>, <c>mention.cannot_see</c>, <c>conversation.wrong_status</c>, <c>unavailable</c>) and, for <c>slow_down</c> and <c>unavailable</c>, when to try again.
/// </summary>
public sealed record SendResult(MessageAck? Ack, string? Code = null, int? RetryAfterMs = null);

/// <summary>A stretch of a thread, oldest first. <see cref="LastSequence"/>: how far the thread goes; a client that asked "after" may take it as seen.</summary>
public sealed record MessagePage(IReadOnlyList<MessageView> Items, long LastSequence, bool More);
