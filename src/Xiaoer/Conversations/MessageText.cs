using System.Globalization;
using System.Text;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>What people type, checked and brought into one form (NFC) before it is stored (reliability W-06). Never markup: it is text everywhere.</summary>
internal static class MessageText
{
    /// <summary>A letter with more marks on it than any language uses draws over its neighbours.</summary>
    private const int MostMarksInARow = 12;

    /// <summary>The text to store, or the code of what is wrong with it: <c>too_long</c>, <c>bad_text</c>.</summary>
    public static (string Text, string? Code) Check(string? typed)
    {
        var text = typed ?? "";
        if (text.Length > ConversationRules.MaxTextLength) return ("", "too_long");
        if (!IsWellFormed(text)) return ("", "bad_text");

        text = text.Normalize(NormalizationForm.FormC).ReplaceLineEndings("\n");
        if (text.Length > ConversationRules.MaxTextLength) return ("", "too_long");
        return HasTooManyMarks(text) ? ("", "bad_text") : (text, null);
    }

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && c is not ('\n' or '\r' or '\t')) return false;
            if (char.IsLowSurrogate(c)) return false;
            if (!char.IsHighSurrogate(c)) continue;
            if (i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }

    private static bool HasTooManyMarks(string text)
    {
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark ? marks + 1 : 0;
            if (marks > MostMarksInARow) return true;
        }

        return false;
    }
}
