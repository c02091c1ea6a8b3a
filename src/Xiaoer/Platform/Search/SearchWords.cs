using System.Globalization;
using System.Text;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Search;

/// <summary>
/// The words a text is found by. Where no spaces are written: every character and every pair of neighbours. Letters and digits: the beginnings of each word,
/// at a few lengths. The index holds them as a set; whether a text really contains what was asked is decided by <see cref="SearchQuery"/>, so that both
/// databases find the same.
/// </summary>
internal static class SearchWords
{
    private static readonly int[] Beginnings = [1, 2, 3, 4, 6, 8, 12, 16];

    /// <summary>The words of a text to be found.</summary>
    public static HashSet<string> Of(string text) => Of(FoldedText.Of(text));

    public static HashSet<string> Of(List<Unit> units)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < units.Count; i++)
        {
            if (units[i].Kind == UnitKind.Sign) AddSigns(words, units, i);
            else if (units.Begins(i))
                foreach (var length in Beginnings.TakeWhile(l => l <= WordLength(units, i))) words.Add(Text(units, i, length));
        }

        return words;
    }

    /// <summary>The words that every text must have that contains this stretch: pairs rather than single characters, the longest beginning known.</summary>
    internal static void Needed(List<Unit> units, int start, int end, HashSet<string> words)
    {
        for (var i = start; i < end;)
        {
            if (units[i].Kind != UnitKind.Sign)
            {
                var length = Math.Min(WordLength(units, i), end - i);
                words.Add(Text(units, i, Beginnings.Last(l => l <= length)));
                i += length;
                continue;
            }

            var from = i;
            while (i + 1 < end && units[i + 1].Kind == UnitKind.Sign) words.Add(Text(units, i++, 2));
            if (i == from) words.Add(Text(units, i, 1));
            i++;
        }
    }

    /// <summary>A word that no text has by itself: what it belongs to. Texts' own words never mix a digit with letters.</summary>
    public static string Mark(char sort, Guid id) => string.Create(CultureInfo.InvariantCulture, $"0{sort}{id.ToString("N")[^14..]}");

    private static void AddSigns(HashSet<string> words, List<Unit> units, int at)
    {
        words.Add(Text(units, at, 1));
        if (at + 1 < units.Count && units[at + 1] is { Joined: true, Kind: UnitKind.Sign }) words.Add(Text(units, at, 2));
    }

    private static int WordLength(List<Unit> units, int start)
    {
        var end = start + 1;
        while (end < units.Count && units[end].Joined && units[end].Kind == units[start].Kind) end++;
        return end - start;
    }

    private static string Text(List<Unit> units, int start, int length)
    {
        Span<char> text = stackalloc char[length * 2];
        var used = 0;
        for (var i = start; i < start + length; i++) used += units[i].Rune.EncodeToUtf16(text[used..]);
        return new string(text[..used]);
    }
}

/// <summary>What somebody looks for: words that must all be there, each as a stretch without gaps. Nothing in it is ever syntax.</summary>
internal sealed class SearchQuery
{
    /// <summary>Longest text to look for, in UTF-16 units.</summary>
    public const int Longest = 200;
    private const int MostRanges = 50;
    private readonly List<Rune[]> _stretches = [];

    private SearchQuery(string asked)
    {
        var units = FoldedText.Of(asked);
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var (start, i) = (0, 1); i <= units.Count; i++)
        {
            if (i < units.Count && units[i].Joined) continue;
            _stretches.Add([.. units.Take(i).Skip(start).Select(u => u.Rune)]);
            SearchWords.Needed(units, start, i, words);
            start = i;
        }

        Words = words;
    }

    /// <summary>The words that every hit has.</summary>
    public IReadOnlyCollection<string> Words { get; }

    /// <summary>There is nothing to look for: no letter, digit or sign.</summary>
    public bool IsEmpty => _stretches.Count == 0;

    public static SearchQuery Of(string asked) => new(asked);

    /// <summary>Where the text has what is asked for, in order and without overlaps; null when something is missing.</summary>
    public IReadOnlyList<TextRange>? Find(string text)
    {
        if (IsEmpty) return null;
        var units = FoldedText.Of(text);
        var found = new List<TextRange>();
        foreach (var stretch in _stretches)
        {
            var before = found.Count;
            for (var i = 0; i + stretch.Length <= units.Count; i++)
                if (units.Begins(i) && IsAt(units, i, stretch)) found.Add(new TextRange(units[i].Start, units[i + stretch.Length - 1].End));
            if (found.Count == before) return null;
        }

        return Merge(found);
    }

    private static bool IsAt(List<Unit> units, int at, Rune[] stretch)
    {
        for (var i = 0; i < stretch.Length; i++)
            if (units[at + i].Rune != stretch[i] || (i > 0 && !units[at + i].Joined)) return false;
        return true;
    }

    private static List<TextRange> Merge(List<TextRange> found)
    {
        var merged = new List<TextRange>();
        foreach (var range in found.OrderBy(r => r.Start).ThenBy(r => r.End))
        {
            if (merged.Count > 0 && range.Start <= merged[^1].End) merged[^1] = new TextRange(merged[^1].Start, Math.Max(merged[^1].End, range.End));
            else if (merged.Count < MostRanges) merged.Add(range);
        }

        return merged;
    }
}
