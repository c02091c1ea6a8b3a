namespace Xiaoer.Web.Conversations;

/// <summary>A piece of a message: words, or an address that may be opened.</summary>
public readonly record struct TextPart(string Text, bool Link);

/// <summary>Finds http and https addresses in plain text; everything else stays plain text.</summary>
internal static class TextParts
{
    private const string Trailing = ".,;:!?)]}>\"'。,;:!?)】》”’、";

    public static IReadOnlyList<TextPart> Split(string text)
    {
        var parts = new List<TextPart>();
        var plain = 0;
        for (var i = 0; i < text.Length;)
        {
            if (Begins(text, i) && End(text, i) is var end && Uri.TryCreate(text[i..end], UriKind.Absolute, out _))
            {
                if (i > plain) parts.Add(new(text[plain..i], false));
                parts.Add(new(text[i..end], true));
                plain = i = end;
            }
            else i++;
        }
        if (plain < text.Length) parts.Add(new(text[plain..], false));
        return parts;
    }

    private static bool Begins(string text, int at) =>
        (string.CompareOrdinal(text, at, "http://", 0, 7) == 0 || string.CompareOrdinal(text, at, "https://", 0, 8) == 0)
        && (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1]));

    private static int End(string text, int from)
    {
        var end = from;
        while (end < text.Length && text[end] is > ' ' and < '\u3000' and not ('<' or '"')) end++;
        while (end > from && Trailing.Contains(text[end - 1], StringComparison.Ordinal)) end--;
        return end;
    }
}
