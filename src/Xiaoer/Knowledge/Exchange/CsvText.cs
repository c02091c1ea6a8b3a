using System.Text;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>
/// Reads a small CSV that is in memory already. A row that cannot be read costs its own line only: an unclosed quote or text behind a closing one is
/// reported, and reading goes on with the next line.
/// </summary>
internal static class CsvText
{
    /// <summary>Characters of a row; a longer one has a quote that was never meant.</summary>
    private const int MaxRow = 32 * 1024;

    public static IEnumerable<TableRow> Read(string text)
    {
        var delimiter = DelimiterOf(text);
        for (int at = 0, line = 1; at < text.Length;)
        {
            var (from, cells) = (at, new List<string>());
            if (!TryRow(text, ref at, delimiter, cells))
            {
                at = from;
                cells = [text[from..(at = EndOfLine(text, at))]];
                yield return new TableRow(line, cells, Broken: true);
            }
            else yield return new TableRow(line, cells);

            if (at < text.Length && text[at] == '\r') at++;
            if (at < text.Length && text[at] == '\n') at++;
            line += Lines(text.AsSpan(from, at - from));
        }
    }

    private static bool TryRow(string text, ref int at, char delimiter, List<string> cells)
    {
        var start = at;
        while (true)
        {
            if (at < text.Length && text[at] == '"')
            {
                if (Quoted(text, ref at) is not { } cell || at - start > MaxRow) return false;
                cells.Add(cell);
            }
            else
            {
                var from = at;
                while (at < text.Length && text[at] != delimiter && text[at] is not ('\r' or '\n')) at++;
                cells.Add(text[from..at]);
            }

            if (at >= text.Length || text[at] is '\r' or '\n') return true;
            if (text[at] != delimiter) return false; // text behind a closing quote
            at++;
        }
    }

    private static string? Quoted(string text, ref int at)
    {
        var cell = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] != '"') cell.Append(text[at]);
            else if (at + 1 < text.Length && text[at + 1] == '"') cell.Append(text[at++]);
            else
            {
                at++;
                return cell.ToString();
            }
        }

        return null;
    }

    private static char DelimiterOf(string text)
    {
        var first = text.AsSpan(0, EndOfLine(text, 0));
        return first.Count('\t') > first.Count(',') ? '\t' : first.Count(';') > first.Count(',') ? ';' : ',';
    }

    private static int EndOfLine(string text, int from) => text.AsSpan(from).IndexOfAny('\r', '\n') is >= 0 and var length ? from + length : text.Length;

    private static int Lines(ReadOnlySpan<char> read) => read.Count('\n') is > 0 and var lines ? lines : read.Count('\r');
}
