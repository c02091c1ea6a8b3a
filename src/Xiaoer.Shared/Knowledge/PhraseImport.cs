namespace Xiaoer.Shared.Knowledge;

/// <summary>What an import does, or would do, with a row.</summary>
public enum PhraseImportOutcome { Add, Change, Same, Fault }

/// <summary>What an import did, or – on a dry run – would do. Rows with faults are left out, never dropped in silence.</summary>
/// <param name="NewPromotions">Promotions that the file names with their times and that did not exist.</param>
public sealed record PhraseImportReport(bool DryRun, int Added, int Changed, int Same, int Faulty, IReadOnlyList<PhraseImportRow> Rows, IReadOnlyList<string> NewPromotions);

/// <param name="Line">Where it stands in the file; the first row is the heading.</param>
public sealed record PhraseImportRow(
    int Line, PhraseImportOutcome Outcome, PhraseScope? Scope, string? Folder, string? Title, string? Shortcut, string Text, string? Promotion, IReadOnlyList<PhraseImportFault> Faults);

/// <param name="Column">As in the file's heading: <c>text</c>, <c>shortcut</c>, …; <c>row</c> for all of it.</param>
/// <param name="Code">Stable: <c>missing</c>, <c>too_long</c>, <c>bad_text</c>, <c>bad_shortcut</c>, <c>shortcut_taken</c>, <c>twice</c>, <c>unknown_scope</c>,
/// <c>not_allowed</c>, <c>only_shop</c>, <c>unknown_promotion</c>, <c>bad_time</c>, <c>ends_first</c>, <c>too_many</c>, <c>unreadable</c>.</param>
public sealed record PhraseImportFault(string Column, string Code);
