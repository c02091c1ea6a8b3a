namespace Xiaoer.Shared.Knowledge;

/// <summary>Why a phrase was found, the best reason first.</summary>
public enum PhraseMatch { Shortcut, ShortcutStart, TitleStart, InitialsStart, Words, InitialsInside, InitialsApart }

/// <summary>Finds and ranks phrases by what an agent types: shortcut, words, pinyin initials; the nearest to hand first. Server and desk find the same.</summary>
public static class PhraseSearch
{
    /// <summary>What fits, best first. Without a query everything, by habit.</summary>
    public static IReadOnlyList<PhraseView> Rank(IEnumerable<PhraseView> phrases, string query, DateTimeOffset now, FrecencyOptions? options = null)
    {
        var wanted = Normal(query);
        return [.. phrases
            .Select(p => (Phrase: p, Match: wanted.Length == 0 ? PhraseMatch.Shortcut : Matching(p.Title, p.Shortcut, p.Text, p.Initials, wanted)))
            .Where(f => f.Match is not null)
            .OrderBy(f => f.Match)
            .ThenByDescending(f => Frecency.Of(f.Phrase, now, options))
            .ThenBy(f => f.Phrase.Scope == PhraseScope.Personal ? 0 : 1)
            .ThenBy(f => f.Phrase.Id)
            .Select(f => f.Phrase)];
    }

    /// <summary>Null: it is not what was meant.</summary>
    public static PhraseMatch? Match(string? title, string? shortcut, string text, string initials, string query)
    {
        var wanted = Normal(query);
        return wanted.Length == 0 ? PhraseMatch.Words : Matching(title, shortcut, text, initials, wanted);
    }

    private static PhraseMatch? Matching(string? title, string? shortcut, string text, string initials, string wanted)
    {
        if (shortcut is not null && shortcut.StartsWith(wanted, StringComparison.OrdinalIgnoreCase))
            return shortcut.Length == wanted.Length ? PhraseMatch.Shortcut : PhraseMatch.ShortcutStart;
        if (title is not null && title.StartsWith(wanted, StringComparison.OrdinalIgnoreCase)) return PhraseMatch.TitleStart;

        var letters = wanted.All(char.IsAsciiLetterOrDigit);
        if (letters && PinyinInitials.Start(initials, wanted)) return PhraseMatch.InitialsStart;
        if (wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(word => Has(title, word) || Has(text, word))) return PhraseMatch.Words;
        if (!letters || wanted.Length < 2) return null;
        if (PinyinInitials.Contain(initials, wanted)) return PhraseMatch.InitialsInside;
        return PinyinInitials.Follow(initials, wanted) ? PhraseMatch.InitialsApart : null;
    }

    private static bool Has(string? text, string word) => text is not null && text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private static string Normal(string query) => query.Trim().ToLowerInvariant();
}
