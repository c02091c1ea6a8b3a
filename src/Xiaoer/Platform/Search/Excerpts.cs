using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Search;

/// <summary>As much of a long text as a row of results shows: the first thing found with some words around it.</summary>
internal static class Excerpts
{
    private const int Before = 40;
    private const int Length = 200;
    private const string Cut = "…";

    public static MarkedText Of(string text, IReadOnlyList<TextRange> found)
    {
        var first = found.Count > 0 ? found[0].Start : 0;
        var start = first <= Before || text.Length <= Length ? 0 : Whole(text, first - Before);
        var end = text.Length - start <= Length ? text.Length : Whole(text, start + Length);
        var (head, tail) = (start > 0 ? Cut : "", end < text.Length ? Cut : "");
        var shift = head.Length - start;
        return new MarkedText(
            head + text[start..end] + tail,
            [.. found.Where(r => r.Start < end).Select(r => new TextRange(r.Start + shift, Math.Min(r.End, end) + shift))]);
    }

    // Never between the halves of a character.
    private static int Whole(string text, int at) => char.IsLowSurrogate(text[at]) ? at - 1 : at;
}
