namespace Xiaoer.Shared.Knowledge;

/// <summary>
/// Searching by the first letters of pinyin. The server writes one letter for a character, all of them in brackets where it has several readings,
/// and a bar between title and text: 长袖 is <c>[cz]x</c>.
/// </summary>
public static class PinyinInitials
{
    public const char Bar = '|';
    public const char Open = '[';
    public const char Close = ']';

    /// <summary>Title or text begins with the letters.</summary>
    public static bool Start(ReadOnlySpan<char> initials, ReadOnlySpan<char> letters)
    {
        foreach (var part in initials.Split(Bar))
            if (Begins(initials[part], letters)) return true;
        return false;
    }

    /// <summary>The letters stand one after the other somewhere.</summary>
    public static bool Contain(ReadOnlySpan<char> initials, ReadOnlySpan<char> letters)
    {
        foreach (var part in initials.Split(Bar))
            for (var rest = initials[part]; !rest.IsEmpty; rest = rest[Width(rest)..])
                if (Begins(rest, letters)) return true;
        return false;
    }

    /// <summary>Title or text begins with the first letter and has the others behind it in this order, with gaps.</summary>
    public static bool Follow(ReadOnlySpan<char> initials, ReadOnlySpan<char> letters)
    {
        foreach (var part in initials.Split(Bar))
            if (InOrder(initials[part], letters)) return true;
        return false;
    }

    private static bool InOrder(ReadOnlySpan<char> rest, ReadOnlySpan<char> letters)
    {
        if (rest.IsEmpty || letters.IsEmpty || !Has(rest, letters[0])) return false;
        var found = 0;
        for (; !rest.IsEmpty && found < letters.Length; rest = rest[Width(rest)..])
            if (Has(rest, letters[found])) found++;
        return found == letters.Length;
    }

    private static bool Begins(ReadOnlySpan<char> rest, ReadOnlySpan<char> letters)
    {
        foreach (var letter in letters)
        {
            if (rest.IsEmpty || !Has(rest, letter)) return false;
            rest = rest[Width(rest)..];
        }

        return !letters.IsEmpty;
    }

    private static bool Has(ReadOnlySpan<char> rest, char letter) => rest[0] == Open ? rest[1..Width(rest)].Contains(letter) : rest[0] == letter;

    private static int Width(ReadOnlySpan<char> rest) => rest[0] == Open && rest.IndexOf(Close) is > 0 and var close ? close + 1 : 1;
}
