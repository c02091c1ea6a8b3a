using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>One page a visitor looked at. Text from outside, never markup.</summary>
public sealed record PageViewed(string? Url, string? Title, ProductPart? Product, DateTimeOffset At, int Seconds);

/// <summary>One line of the list of who is on the shop's pages now.</summary>
/// <param name="Name">What the shop vouched for; empty for an anonymous visitor.</param>
/// <param name="Visits">How often they came before this time.</param>
/// <param name="PageSince">Since when they look at this page.</param>
/// <param name="ConversationId">The conversation that is not resolved, if any.</param>
/// <param name="Invited">An invitation stands and has not been answered.</param>
public sealed record VisitorRow(
    Guid Id, string Number, string Name, Guid ChannelId, Guid? CustomerId, string? PageUrl, string? PageTitle, ProductPart? Product, DateTimeOffset? PageSince, string? Device,
    int Visits, DateTimeOffset LastSeenAt, Guid? ConversationId, bool Invited = false);

/// <summary>A visitor as a dialog needs them: what they left, whether they are blocked, and how many share their address.</summary>
public sealed record VisitorDetail(VisitorRow Visitor, IReadOnlyList<VisitorContactView> Contacts, IReadOnlyList<PageViewed> Pages, bool Blocked, int SharesAddress);

/// <summary>Contact data a visitor typed into the offline form. Nobody has verified it; masked unless asked for with a reason.</summary>
public sealed record VisitorContactView(IdentityKind Kind, string Value, string Name, bool Masked, DateTimeOffset At);

/// <summary>What somebody leaves while nobody answers. At least one of mail and phone.</summary>
/// <param name="Consent">They agree that the shop uses this to answer.</param>
public sealed record OfflineRequest(
    [property: Required, StringLength(ConversationRules.MaxClientMessageIdLength, MinimumLength = 1)] string ClientMessageId,
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name, [property: StringLength(254), PlainText] string? Email,
    [property: StringLength(32), PlainText] string? Phone, [property: Required, StringLength(2000, MinimumLength = 1), PlainText(Multiline = true)] string Message, bool Consent);

/// <summary>A line with which an agent offers help to somebody on a page.</summary>
public sealed record InviteVisitorRequest([property: Required, StringLength(200, MinimumLength = 1), PlainText] string Text);

/// <summary>An invitation as the visitor sees it, beside the button.</summary>
public sealed record VisitorInvitationView(Guid Id, string Text, string AgentName, DateTimeOffset At);

/// <summary>Yes opens a conversation with whoever invited; no is remembered.</summary>
public sealed record AnswerInvitationRequest(Guid Id, bool Accept);

/// <summary>What a visitor's page hears when it says where it is.</summary>
public sealed record PageAnswer(VisitorInvitationView? Invitation);

/// <summary>Keeps a visitor out, and for some hours everybody else at their address.</summary>
/// <param name="SharedWith">How many others at the address the sender knows of; with more than that the address is not blocked.</param>
public sealed record BlockVisitorRequest(
    [property: Required, StringLength(300, MinimumLength = 2), PlainText] string Reason, [property: Range(1, BlockRules.LongestHours)] int? AddressHours = null, int SharedWith = 0);

/// <summary>A standing block.</summary>
public sealed record BlockView(Guid Id, Guid VisitorId, string VisitorNumber, string VisitorName, string Reason, string ByName, DateTimeOffset At, DateTimeOffset? AddressUntil);

/// <summary>How far a block may go.</summary>
public static class BlockRules
{
    public const int LongestHours = 168;
}
