using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>
/// A text prepared for what customers ask again and again. Without conditions it is a quick phrase, which agents pick by hand;
/// conditions are what it takes to suggest it.
/// </summary>
internal sealed class Script : Entity
{
    /// <summary>How long a deleted one can be taken back.</summary>
    public static readonly TimeSpan Kept = TimeSpan.FromDays(30);

    private Script() { } // for EF

    public Script(ShopId shop, ScriptId id, DateTimeOffset at) => (ShopId, Id, CreatedAt, UpdatedAt) = (shop, id, at, at);

    public ShopId ShopId { get; private set; }
    public ScriptId Id { get; private set; }

    /// <summary>Whose own it is; empty: the shop's.</summary>
    public PersonId? OwnerId { get; private set; }

    /// <summary>The promotion it belongs to: agents see it only while that runs.</summary>
    public PromotionId? PromotionId { get; private set; }

    public string Folder { get; private set; } = "";
    public string? Title { get; private set; }
    public string? Shortcut { get; private set; }

    /// <summary>The shortcut as it is compared; empty while the script is deleted, so that another may take it.</summary>
    public string? ShortcutKey { get; private set; }

    public string Text { get; private set; } = "";

    /// <summary>For the search by pinyin: <see cref="PinyinInitials"/>.</summary>
    public string Initials { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset UpdatedAt { get; private set; }
    public DateTimeOffset? DeletedAt { get; private set; }

    public PhraseScope Scope => OwnerId is null ? PhraseScope.Shop : PhraseScope.Personal;

    public static string KeyOf(string shortcut) => shortcut.Trim().ToLowerInvariant();

    /// <summary>Makes it what somebody wants it to be. The same again changes nothing; returns whether it did.</summary>
    /// <param name="owner">Whose own it is from now on; empty: the shop's.</param>
    public bool Describe(SavePhraseRequest wanted, PersonId? owner, DateTimeOffset at)
    {
        var before = (OwnerId, PromotionId, Folder, Title, Shortcut, Text);
        (OwnerId, Folder, Title) = (owner, (wanted.Folder ?? "").Trim(), Given(wanted.Title));
        PromotionId = wanted.PromotionId is { } promotion ? new PromotionId(promotion) : null;
        Shortcut = Given(wanted.Shortcut);
        ShortcutKey = Shortcut is null ? null : KeyOf(Shortcut);
        Text = wanted.Text.ReplaceLineEndings("\n").Trim();
        if (before == (OwnerId, PromotionId, Folder, Title, Shortcut, Text)) return false;
        Initials = Pinyin.InitialsOf(Title, Text);
        UpdatedAt = at;
        return true;
    }

    public void Delete(DateTimeOffset at) => (DeletedAt, ShortcutKey, UpdatedAt) = (at, null, at);

    public void Restore(DateTimeOffset at) => (DeletedAt, ShortcutKey, UpdatedAt) = (null, Shortcut is null ? null : KeyOf(Shortcut), at);

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
