using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations.MovingIn;

/// <summary>How much one request brings; readers cut by it.</summary>
public static class MoveInLimits
{
    public const int Items = 200;
    public const int Messages = 1000;
    public const int Bytes = 8 * 1024 * 1024;
}

/// <summary>Some of what another desk kept. The same again changes nothing: everything is known by its source and its id there.</summary>
/// <param name="Source">Whose ids these are, e.g. <c>chatwoot</c>.</param>
/// <param name="ChannelId">Where the conversations go; without it: the shop's first channel.</param>
public sealed record MoveInRequest(
    [property: Required, RegularExpression("^[a-z0-9][a-z0-9-]{0,19}$")] string Source, Guid? ChannelId = null,
    [property: MaxLength(MoveInLimits.Items)] IReadOnlyList<MoveInContact>? Contacts = null,
    [property: MaxLength(MoveInLimits.Items)] IReadOnlyList<MoveInConversation>? Conversations = null,
    [property: MaxLength(MoveInLimits.Items)] IReadOnlyList<MoveInPhrase>? Phrases = null)
{
    /// <summary>Lines of the file that could not be read; they stay with the reader.</summary>
    [JsonIgnore] public IReadOnlyList<MoveInRefusal> Unread { get; init; } = [];
}

/// <summary>Somebody the other desk knew. Empty fields say nothing.</summary>
/// <param name="ShopCustomer">The shop's own number of the customer, the <c>sub</c> it signs. Whoever proves it later finds these conversations in the widget.</param>
public sealed record MoveInContact(
    [property: Required, StringLength(60, MinimumLength = 1), PlainText] string Id, [property: StringLength(100), PlainText] string? ShopCustomer = null,
    [property: StringLength(200), PlainText] string? Name = null, [property: StringLength(40), PlainText] string? Phone = null,
    [property: StringLength(254), PlainText] string? Email = null, [property: StringLength(100), PlainText] string? Region = null);

/// <summary>One matter with its whole thread, oldest first.</summary>
/// <param name="Contact">Whose it is: a contact of the same source that came before.</param>
/// <param name="Open">Still to be answered: it waits in the queue, unless a newer one of the same contact does.</param>
public sealed record MoveInConversation(
    [property: Required, StringLength(60, MinimumLength = 1), PlainText] string Id, [property: StringLength(60), PlainText] string? Contact, bool Open,
    [property: Required, MinLength(1), MaxLength(MoveInLimits.Messages)] IReadOnlyList<MoveInMessage> Messages);

/// <param name="AgentEmail">Who wrote it, where it is one of the shop's people.</param>
/// <param name="Note">For colleagues only.</param>
public sealed record MoveInMessage(
    [property: JsonRequired] MessageAuthor Author, [property: Required, StringLength(ConversationRules.MaxTextLength, MinimumLength = 1)] string Text, [property: JsonRequired] DateTimeOffset At,
    [property: StringLength(254)] string? AgentEmail = null, bool Note = false);

/// <summary>A prepared answer of the shop.</summary>
public sealed record MoveInPhrase(
    [property: Required, StringLength(Knowledge.PhraseRules.MaxText, MinimumLength = 1)] string Text, [property: StringLength(60), PlainText] string? Shortcut = null,
    [property: StringLength(200), PlainText] string? Title = null, [property: StringLength(200), PlainText] string? Folder = null);

/// <summary>What a request came to.</summary>
public sealed record MoveInReport(MoveInCount Contacts, MoveInCount Conversations, MoveInCount Phrases, IReadOnlyList<MoveInRefusal> Refused)
{
    public static MoveInReport Empty { get; } = new(default, default, default, []);

    public static MoveInReport operator +(MoveInReport one, MoveInReport other) =>
        new(one.Contacts + other.Contacts, one.Conversations + other.Conversations, one.Phrases + other.Phrases, [.. one.Refused, .. other.Refused]);
}

/// <param name="Same">Was there already, or is kept as the shop has it.</param>
public readonly record struct MoveInCount(int Added, int Changed, int Same)
{
    public static MoveInCount operator +(MoveInCount one, MoveInCount other) => new(one.Added + other.Added, one.Changed + other.Changed, one.Same + other.Same);
}

/// <summary>Something that was not taken, or not whole.</summary>
/// <param name="Code"><c>unreadable</c>, <c>bad_text</c>, <c>bad_time</c>, <c>bad_phone</c>, <c>bad_email</c>, <c>contact_taken</c>, <c>too_many</c>.</param>
public sealed record MoveInRefusal(string What, string Id, string Code);
