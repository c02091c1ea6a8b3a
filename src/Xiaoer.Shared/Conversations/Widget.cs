using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>The widget opens or resumes a visitor's session. The token lives in the iframe's own storage.</summary>
/// <param name="Token">The session token of an earlier visit, if any.</param>
/// <param name="IdentityToken">A JWT signed by the shop (<c>identify</c>): HS256, <c>sub</c>, <c>aud</c> = channel, <c>iat</c>, <c>exp</c> ≤ 10 min, <c>jti</c>.</param>
public sealed record OpenVisitRequest(
    [property: StringLength(200)] string? Token, [property: StringLength(4000)] string? IdentityToken,
    [property: StringLength(16)] string? Locale, VisitedPage? Page);

/// <summary>The shop page the visitor looks at. Everything here is text from outside.</summary>
public sealed record VisitedPage(
    [property: StringLength(2000)] string? Url, [property: StringLength(300)] string? Title, [property: StringLength(2000)] string? Referrer, ProductPart? Product);

/// <summary>A visitor's session: a fresh token whenever the old one was unknown or the identity changed (no fixation).</summary>
public sealed record VisitView(string Token, Guid VisitorId, bool Identified, string? Name, WidgetLook Look, VisitorThread Thread, int RecallSeconds = RecallRules.Seconds);

/// <summary>How the widget presents itself: the channel's record, and whether somebody answers now (office hours).</summary>
/// <param name="OpensAt">Outside the office hours: when somebody answers again, if within a year.</param>
/// <param name="Staffed">Somebody who answers was at the desk lately, whatever the hours say.</param>
public sealed record WidgetLook(
    Guid ChannelId, string Name, string Color, string? WelcomeZh, string? WelcomeEn, IReadOnlyList<string> Signatures, int SignatureSeconds, string Currency,
    bool Open, DateTimeOffset? OpensAt, IReadOnlyList<QuickEntry>? Entries = null, RatingForm? Rating = null, bool OfflineForm = false, bool Staffed = true);

/// <summary>
/// The visitor's one thread over all their conversations in this channel. Resume: send back <see cref="ConversationId"/> and the last sequence seen.
/// </summary>
/// <remarks>Entries of earlier conversations come first in <see cref="Items"/>; more can be asked for with <c>before</c>.</remarks>
public sealed record VisitorThread(
    Guid? ConversationId, ConversationStatus? Status, string? AgentName, IReadOnlyList<MessageView> Items, long LastSequence, ReadMarks? Marks, bool More, VisitorRating? Rating = null);

public sealed record VisitorReadRequest(Guid ConversationId, [property: Range(0, long.MaxValue)] long Delivered, [property: Range(0, long.MaxValue)] long Read);

/// <summary>A channel as the desk sees it. <see cref="Code"/>: the one line of HTML for any page of any origin.</summary>
public sealed record ChannelView(Guid Id, string Name, Guid TeamId, string Color, string Code);

public sealed record CreateChannelRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name, Guid TeamId, [property: StringLength(500), PlainText(Multiline = true)] string? WelcomeZh,
    [property: StringLength(500), PlainText(Multiline = true)] string? WelcomeEn, IReadOnlyList<string>? Signatures, IReadOnlyList<string>? AllowedOrigins);

/// <summary>Everything about a channel that can change. <see cref="Version"/> is its ETag.</summary>
public sealed record ChannelSettings(
    Guid Id, string Name, Guid TeamId, string Color, string? WelcomeZh, string? WelcomeEn, IReadOnlyList<string> Signatures, int SignatureSeconds,
    IReadOnlyList<string> AllowedOrigins, int Version);

/// <param name="Color">The widget's own colour, <c>#RRGGBB</c>.</param>
/// <param name="SignatureSeconds">How long each line stays.</param>
public sealed record SaveChannelRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name, Guid TeamId, [property: Required, RegularExpression("^#[0-9A-Fa-f]{6}$")] string Color,
    [property: StringLength(500), PlainText(Multiline = true)] string? WelcomeZh, [property: StringLength(500), PlainText(Multiline = true)] string? WelcomeEn,
    [property: Required] IReadOnlyList<string> Signatures, [property: Range(1, 86_400)] int SignatureSeconds, [property: Required] IReadOnlyList<string> AllowedOrigins);

/// <summary>Signature lines that take turns in the widget's head (catalogue A3.2): three to five are recommended, five are the most, none stays shorter than five minutes.</summary>
public static class ChannelLimits
{
    public const int Signatures = 5;
    public const int SignaturesAdvised = 3;
    public const int SignatureSeconds = 300;
    public const int SignatureLength = 60;
}

/// <summary>What the shop's server signs <c>identify</c> tokens with. Shown once.</summary>
public sealed record ChannelSecret(Guid Id, string Secret);
