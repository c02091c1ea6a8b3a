using System.Buffers;
using System.Globalization;
using System.Text;

namespace Xiaoer.Platform.Search;

/// <summary>What kind of run a character belongs to: signs stand for themselves (Chinese, Japanese, emoji), letters and digits form words.</summary>
internal enum UnitKind { Sign, Letter, Digit }

/// <summary>One character as the search compares it, and where it stands in the text.</summary>
/// <param name="Joined">Nothing stands between it and the one before.</param>
internal readonly record struct Unit(Rune Rune, UnitKind Kind, bool Joined, int Start, int End);

/// <summary>
/// A text without what a search should not see: width and case (NFKC, lower), invisible characters, and everything that is neither letter, digit nor
/// picture, which only separates. Indexing and asking read texts through this one function.
/// </summary>
internal static class FoldedText
{
    public static List<Unit> Of(string text)
    {
        var units = new List<Unit>(text.Length);
        var joined = false;
        for (var i = 0; i < text.Length;)
        {
            if (IsPlain(text, i))
            {
                Add(units, new Rune(char.ToLowerInvariant(text[i])), i, i + 1, ref joined);
                i++;
                continue;
            }

            var length = StringInfo.GetNextTextElementLength(text.AsSpan(i));
            if (!IsWellFormed(text.AsSpan(i, length))) joined = false;
            else
                foreach (var rune in text.Substring(i, length).Normalize(NormalizationForm.FormKC).ToLowerInvariant().EnumerateRunes())
                    Add(units, rune, i, i + length, ref joined);
            i += length;
        }

        return units;
    }

    /// <summary>Does a word begin here? Signs are words of their own; digits begin anew behind letters, so that 20261122 is found in TB20261122.</summary>
    public static bool Begins(this List<Unit> units, int at) =>
        at == 0 || !units[at].Joined || units[at].Kind == UnitKind.Sign || units[at].Kind != units[at - 1].Kind;

    private static void Add(List<Unit> units, Rune rune, int start, int end, ref bool joined)
    {
        switch (KindOf(rune, joined ? units[^1].Kind : null))
        {
            case Sort.Hidden: return;
            case Sort.Gap: joined = false; return;
            case Sort.Sign: units.Add(new Unit(rune, UnitKind.Sign, joined, start, end)); break;
            case Sort.Letter: units.Add(new Unit(rune, UnitKind.Letter, joined, start, end)); break;
            case Sort.Digit: units.Add(new Unit(rune, UnitKind.Digit, joined, start, end)); break;
        }

        joined = true;
    }

    // ASCII and common Chinese with nothing behind them that could combine: nearly every character of nearly every message.
    private static bool IsPlain(string text, int at)
    {
        var c = text[at];
        return (c < 0x80 || c is >= '\u4e00' and <= '\u9fff') && (at + 1 == text.Length || CannotCombine(text[at + 1]));
    }

    private static bool CannotCombine(char c) => c is < '\u0300' or >= '\u3000' and <= '\u3029' or >= '\u4e00' and <= '\u9fff' or >= '\uff00' and <= '\uff5e';

    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (text.Length > 0)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var used) != OperationStatus.Done) return false;
            text = text[used..];
        }

        return true;
    }

    private enum Sort { Hidden, Gap, Sign, Letter, Digit }

    private static Sort KindOf(Rune rune, UnitKind? before)
    {
        if (IsVariation(rune.Value)) return Sort.Hidden;
        if (rune == Rune.ReplacementChar) return Sort.Gap;
        if (IsWithoutSpaces(rune.Value)) return Sort.Sign;
        return Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
                or UnicodeCategory.OtherLetter => Sort.Letter,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Sort.Digit,
            UnicodeCategory.OtherSymbol => Sort.Sign,
            UnicodeCategory.Format => Sort.Hidden,
            // A mark belongs to what it stands on.
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark => before switch
            {
                UnitKind.Sign => Sort.Sign,
                UnitKind.Letter => Sort.Letter,
                UnitKind.Digit => Sort.Digit,
                null => Sort.Hidden,
            },
            _ => Sort.Gap,
        };
    }

    // Selectors of a character's look, and the skin tones of emoji.
    private static bool IsVariation(int c) => c is >= 0xfe00 and <= 0xfe0f or >= 0xe0100 and <= 0xe01ef or >= 0x1f3fb and <= 0x1f3ff;

    // Scripts that write no spaces between words: Chinese, Japanese, Korean (whose particles hang on), Thai, Lao, Tibetan, Burmese, Khmer, Yi.
    private static bool IsWithoutSpaces(int c) => c is >= 0x4e00 and <= 0x9fff or >= 0x3400 and <= 0x4dbf or >= 0x20000 and <= 0x3ffff or >= 0xf900 and <= 0xfaff
        or >= 0x3005 and <= 0x3007 or >= 0x3041 and <= 0x30ff and not 0x30fb or >= 0x3105 and <= 0x312f or >= 0x31f0 and <= 0x31ff or >= 0xac00 and <= 0xd7af
        or >= 0x1100 and <= 0x11ff or >= 0x0e01 and <= 0x0e4e and not 0x0e3f or >= 0x0e81 and <= 0x0ece or >= 0x0f40 and <= 0x0fbc
        or >= 0x1000 and <= 0x103f or >= 0x1780 and <= 0x17d3 or >= 0xa000 and <= 0xa48c;
}
