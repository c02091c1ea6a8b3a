using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>One row of a file as it was meant, with what is wrong about it by itself.</summary>
internal sealed record PhraseRow(int Line, PhraseScope? Scope, string? Folder, string? Title, string? Shortcut, string Text, string? Promotion, DateTimeOffset? StartsAt, DateTimeOffset? EndsAt)
{
    public List<PhraseImportFault> Faults { get; } = [];

    /// <param name="none">The scope of a row that names none.</param>
    /// <param name="zone">The shop's; times in the file are its.</param>
    public static PhraseRow Read(TableRow row, IReadOnlyDictionary<string, int> columns, PhraseScope none, string zone)
    {
        var faults = new List<PhraseImportFault>();
        if (row.Broken) faults.Add(new("row", "unreadable"));

        var scope = Cell(PhraseColumns.Scope)?.ToLowerInvariant() switch
        {
            null => none,
            "shop" or "店铺" or "全店" => PhraseScope.Shop,
            "personal" or "个人" or "我的" => PhraseScope.Personal,
            _ => (PhraseScope?)null,
        };
        if (scope is null) faults.Add(new(PhraseColumns.Scope, "unknown_scope"));

        var shortcut = Line(PhraseColumns.Shortcut, PhraseRules.MaxShortcut)?.TrimStart('/');
        if (shortcut is { Length: > 0 and <= PhraseRules.MaxShortcut } && !PhraseRules.IsShortcut(shortcut)) faults.Add(new(PhraseColumns.Shortcut, "bad_shortcut"));

        var text = Cell(PhraseColumns.Text)?.ReplaceLineEndings("\n") ?? "";
        if (text.Length == 0) faults.Add(new(PhraseColumns.Text, "missing"));
        else if (text.Length > PhraseRules.MaxText) faults.Add(new(PhraseColumns.Text, "too_long"));
        else if (!PlainTextAttribute.IsPlain(text, multiline: true) || text.Contains('\ufffd')) faults.Add(new(PhraseColumns.Text, "bad_text"));

        var read = new PhraseRow(
            row.Line, scope, Line(PhraseColumns.Folder, PhraseRules.MaxFolder), Line(PhraseColumns.Title, PhraseRules.MaxTitle), shortcut is "" ? null : shortcut, text,
            Line(PhraseColumns.Promotion, PhraseRules.MaxPromotion), Time(PhraseColumns.StartsAt), Time(PhraseColumns.EndsAt));
        if (read is { Promotion: not null, Scope: PhraseScope.Personal }) faults.Add(new(PhraseColumns.Promotion, "only_shop"));
        if (read is { StartsAt: { } starts, EndsAt: { } ends } && ends <= starts) faults.Add(new(PhraseColumns.EndsAt, "ends_first"));
        read.Faults.AddRange(faults);
        return read;

        string? Cell(string column) =>
            columns.TryGetValue(column, out var at) && at < row.Cells.Count && SafeCell.Read(row.Cells[at]).Trim() is { Length: > 0 } cell ? cell : null;

        string? Line(string column, int most)
        {
            if (Cell(column) is not { } cell) return null;
            if (cell.Length > most) faults.Add(new(column, "too_long"));
            else if (!PlainTextAttribute.IsPlain(cell) || cell.Contains('\ufffd')) faults.Add(new(column, "bad_text"));
            return cell;
        }

        DateTimeOffset? Time(string column)
        {
            if (Cell(column) is not { } cell) return null;
            if (ShopTime.TryRead(cell, zone, out var at)) return at;
            faults.Add(new(column, "bad_time"));
            return null;
        }
    }

    public PhraseImportRow View(PhraseImportOutcome outcome) => new(
        Line, outcome, Scope, Short(Folder), Short(Title), Short(Shortcut), Text.Length > 200 ? Text[..200] + "…" : Text, Short(Promotion), Faults);

    private static string? Short(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text;
}
