using System.Collections.Frozen;
using System.Text;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Knows which letters the pinyin of a character can begin with. On the server only: a browser gets the finished letters.</summary>
internal static class Pinyin
{
    /// <summary>Of title and text together; nobody types more than the beginning.</summary>
    public const int MostLetters = 600;

    private const int MostCharacters = 80;
    private static readonly Lazy<FrozenDictionary<char, string>> Letters = new(Read);

    /// <summary>The letters of title and text, as <see cref="PinyinInitials"/> reads them.</summary>
    public static string InitialsOf(string? title, string text)
    {
        var letters = new StringBuilder();
        if (title is not null) Write(letters, title);
        letters.Append(PinyinInitials.Bar);
        Write(letters, text);
        return letters.ToString();
    }

    private static void Write(StringBuilder letters, string text)
    {
        foreach (var c in text.AsSpan(0, Math.Min(text.Length, MostCharacters)))
        {
            if (char.IsAsciiLetterOrDigit(c)) letters.Append(char.ToLowerInvariant(c));
            else if (Letters.Value.TryGetValue(c, out var readings))
                _ = readings.Length == 1 ? letters.Append(readings) : letters.Append(PinyinInitials.Open).Append(readings).Append(PinyinInitials.Close);
        }
    }

    private static FrozenDictionary<char, string> Read()
    {
        using var stream = typeof(Pinyin).Assembly.GetManifestResourceStream("Xiaoer.Knowledge.Pinyin.txt")
            ?? throw new InvalidOperationException("The program was built without Pinyin.txt.");
        using var reader = new StreamReader(stream);
        var letters = new Dictionary<char, string>(21_000);
        while (reader.ReadLine() is { } line)
        {
            if (line is not [var letter, ' ', ..]) continue;
            foreach (var c in line.AsSpan(2)) letters[c] = letters.TryGetValue(c, out var known) ? known + letter : letter.ToString();
        }

        return letters.ToFrozenDictionary();
    }
}
