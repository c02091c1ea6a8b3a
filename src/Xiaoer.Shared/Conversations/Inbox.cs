using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;

namespace Xiaoer.Shared.Conversations;

/// <summary>One line of the desk's list.</summary>
/// <param name="Number">For people: <c>C-1042</c>.</param>
/// <param name="Name">The customer's name, or <c>#3187</c> for a visitor who has not said theirs.</param>
/// <param name="WaitingSince">The first unanswered customer message; empty when it is the customer's turn.</param>
/// <param name="Unread">Customer messages nobody on the desk has opened yet.</param>
/// <param name="Rating">One to five, once the visitor has rated it.</param>
/// <param name="PersonWantedAt">The visitor asked for a person and nobody has taken it since.</param>
public sealed record ConversationRow(
    Guid Id, Guid ShopId, string Number, ConversationStatus Status, ReceptionStep Step, Guid TeamId, Guid ChannelId, Guid? AssigneeId, string? AssigneeName,
    Guid VisitorId, Guid? CustomerId, string Name, bool Verified, long LastSequence, DateTimeOffset LastAt, string Preview, MessageKind? LastKind,
    MessageAuthor? LastAuthor, DateTimeOffset? WaitingSince, int Unread, ReadMarks Marks, DateTimeOffset CreatedAt, DateTimeOffset? ResolvedAt, int Version,
    int? Rating = null, DateTimeOffset? PersonWantedAt = null);

/// <summary>How far each side has received and read, as sequences. They only grow.</summary>
public sealed record ReadMarks(long CustomerDelivered, long CustomerRead, long AgentDelivered, long AgentRead);

public enum InboxFilter { Mine, Queue, All, Resolved }

/// <summary>The desk's list as of <see cref="Cursor"/>; live events with a higher cursor are applied by <see cref="InboxReplay"/>.</summary>
public sealed record InboxSnapshot(IReadOnlyList<ConversationRow> Items, string? Next, InboxCounts Counts, long Cursor);

public sealed record InboxCounts(int Mine, int Queue, int All);

/// <summary>One conversation opened on the desk, with what is known of who is on the other side and what they look at.</summary>
/// <param name="RecallSeconds">So long one's own messages can be taken back.</param>
public sealed record ConversationView(ConversationRow Row, VisitorView Visitor, MessagePage Messages, IReadOnlyList<EarlierConversation> Earlier, long Cursor,
    int RecallSeconds = RecallRules.Seconds, RatingView? Rating = null);

/// <summary>The earlier conversations of the same visitor or customer, newest first.</summary>
public sealed record EarlierConversation(Guid Id, string Number, ConversationStatus Status, DateTimeOffset CreatedAt, string Preview);

/// <summary>What a visitor's browser told: plain text from outside, never markup.</summary>
public sealed record VisitorView(Guid Id, string Number, string? PageUrl, string? PageTitle, ProductPart? Product, string? Locale, string? Device, bool Online, DateTimeOffset LastSeenAt);

public sealed record TransferRequest(Guid? TeamId, Guid? PersonId, [property: StringLength(1000)] string? Note);

public sealed record MoveStepRequest([property: JsonRequired] ReceptionStep Step);

public sealed record ReadRequest([property: Range(0, long.MaxValue)] long Sequence);

public sealed record TakeNextRequest(Guid? TeamId);

/// <summary>An agent's seat in a shop: how many conversations they have open and may have.</summary>
public sealed record SeatView(int Open, int Capacity, bool Available);

public sealed record SetSeatRequest(bool? Available, [property: Range(1, 50)] int? Capacity);

/// <summary>A stored picture, ready to be sent as an image message; with a <paramref name="Name"/> a file of another kind, to be sent as a file message.</summary>
public sealed record FileView(Guid Id, string Url, int Width, int Height, long Bytes, string ContentType, string? Name = null);
