using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Knowledge;

/// <summary>Whose a phrase is: everybody's in the shop, or one person's own.</summary>
public enum PhraseScope { Shop, Personal }

/// <summary>A text that is ready to be said: what agents pick instead of typing it again.</summary>
/// <param name="Folder">Where it is kept; empty: in no folder.</param>
/// <param name="Shortcut">Unique among what one person can see.</param>
/// <param name="Text">May hold variables such as <c>{customer}</c>: <see cref="PhraseVariables"/>.</param>
/// <param name="PromotionId">Shown to agents only while this promotion runs.</param>
/// <param name="Initials">The pinyin initials of title and text: <see cref="PinyinInitials"/>.</param>
/// <param name="Mine">How the caller has used it.</param>
/// <param name="All">How the whole shop has used it; a personal phrase: its owner.</param>
public sealed record PhraseView(
    Guid Id, PhraseScope Scope, string Folder, string? Title, string? Shortcut, string Text, Guid? PromotionId, string Initials, PhraseUsage Mine, PhraseUsage All,
    DateTimeOffset UpdatedAt, int Version);

/// <param name="Weight">The uses, faded by age as of <paramref name="LastAt"/>: <see cref="Frecency"/>.</param>
public sealed record PhraseUsage(int Count, double Weight, DateTimeOffset? LastAt)
{
    public static PhraseUsage None { get; } = new(0, 0, null);
}

/// <summary>Everything the caller may insert now.</summary>
/// <param name="Promotions">Those that run and have phrases.</param>
/// <param name="ChangesAt">When the next promotion begins; what ends by itself, the promotion says.</param>
public sealed record PhrasesAtHand(IReadOnlyList<PhraseView> Phrases, IReadOnlyList<PromotionView> Promotions, DateTimeOffset? ChangesAt);

public sealed record SavePhraseRequest(
    [property: JsonRequired] PhraseScope Scope, [property: StringLength(PhraseRules.MaxFolder), PlainText] string? Folder,
    [property: StringLength(PhraseRules.MaxTitle), PlainText] string? Title, [property: StringLength(PhraseRules.MaxShortcut), PlainText] string? Shortcut,
    [property: Required, StringLength(PhraseRules.MaxText, MinimumLength = 1), PlainText(Multiline = true)] string Text, Guid? PromotionId);

/// <summary>A phrase went into an answer. The same <paramref name="UseId"/> again counts once.</summary>
public sealed record UsePhraseRequest([property: JsonRequired] Guid UseId);

/// <summary>A folder and how many phrases of a scope are in it.</summary>
public sealed record PhraseFolder(PhraseScope Scope, string Name, int Phrases);

/// <summary>Every phrase of one folder moves into another; an empty name is no folder.</summary>
public sealed record RenameFolderRequest(
    [property: JsonRequired] PhraseScope Scope, [property: Required, StringLength(PhraseRules.MaxFolder, MinimumLength = 1), PlainText] string From,
    [property: JsonRequired, StringLength(PhraseRules.MaxFolder), PlainText] string To);
