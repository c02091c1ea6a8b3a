using Xiaoer.Platform.Sheets;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>Cells that no spreadsheet takes for a formula: an apostrophe in front on the way out, taken off on the way in.</summary>
internal static class SafeCell
{
    public static string Write(string text) => SheetCell.Safe(text);

    public static string Read(string text) => text is ['\'', .. var rest] && (IsRisky(rest) || rest is ['\'', ..]) ? rest : text;

    private static bool IsRisky(string text) => SheetCell.IsRisky(text);
}
