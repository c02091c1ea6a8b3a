using System.Buffers;

namespace Xiaoer.Platform.Sheets;

/// <summary>Cells of tables that leave the program: no spreadsheet takes one for a formula.</summary>
internal static class SheetCell
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",;\t\r\n");

    /// <summary>With an apostrophe in front of what a spreadsheet would calculate, and of what looks as if it had one.</summary>
    public static string Safe(string text) => IsRisky(text) || (text is ['\'', ..] && IsRisky(text[1..])) ? "'" + text : text;

    public static bool IsRisky(string text) => text is ['=' or '+' or '-' or '@' or '\t' or '\r', ..];

    /// <summary>A line of CSV, its end included.</summary>
    public static string Line(IEnumerable<string> cells) => string.Join(',', cells.Select(cell => Quoted(Safe(cell)))) + "\r\n";

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
