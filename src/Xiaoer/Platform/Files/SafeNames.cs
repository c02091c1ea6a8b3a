using System.Globalization;
using System.Text;

namespace Xiaoer.Platform.Files;

/// <summary>
/// Makes of a name that came from outside one that can be shown and offered for saving on any system: no folders, no signs that turn the reading direction,
/// nothing a system keeps for itself, and the ending of what the file really is (reliability F-08). Files are never stored under it.
/// </summary>
internal static class SafeNames
{
    public const int Longest = 100;
    private const string Nameless = "file";

    public static string Of(string? name, FileType type)
    {
        var plain = Plain(name);
        var ending = EndingOf(plain);
        var stem = type.Endings.Contains(ending) ? plain[..^(ending.Length + 1)] : plain;
        if (!type.Endings.Contains(ending)) ending = type.Endings[0];

        stem = Cut(stem.Trim(' ', '.'), Longest - ending.Length - 1);
        if (stem.Length == 0) stem = Nameless;
        return (IsReserved(stem) ? "_" + stem : stem) + "." + ending;
    }

    /// <summary>What follows the last point, small; empty when there is none.</summary>
    public static string EndingOf(string? name)
    {
        var trimmed = (name ?? "").AsSpan().TrimEnd(" .");
        var point = trimmed.LastIndexOf('.');
        return point < 0 || trimmed.Length - point > 10 ? "" : trimmed[(point + 1)..].ToString().ToLowerInvariant();
    }

    private static string Plain(string? name)
    {
        var last = (name ?? "")[((name ?? "").LastIndexOfAny(['/', '\\']) + 1)..];
        var kept = new StringBuilder(last.Length);
        foreach (var rune in last.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar) continue; // half a character
            switch (Rune.GetUnicodeCategory(rune))
            {
                // Controls, and the invisible signs that make "exe.pdf" out of "fdp.exe".
                case UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned
                    or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                    break;
                case UnicodeCategory.SpaceSeparator:
                    kept.Append(' ');
                    break;
                default:
                    kept.Append(rune.Value is '<' or '>' or ':' or '"' or '|' or '?' or '*' ? "_" : rune.ToString());
                    break;
            }
        }

        return kept.ToString().Normalize(NormalizationForm.FormC).Trim(' ');
    }

    private static string Cut(string text, int longest)
    {
        if (text.Length <= longest) return text;
        return text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)].TrimEnd(' ', '.');
    }

    // Windows opens a device instead of a file of this name, whatever its ending.
    private static bool IsReserved(string stem)
    {
        var first = stem.Split('.')[0].TrimEnd().ToUpperInvariant();
        return first is "CON" or "PRN" or "AUX" or "NUL" or "CONIN$" or "CONOUT$" || (first.Length == 4 && first[..3] is "COM" or "LPT" && char.IsDigit(first[3]));
    }
}
