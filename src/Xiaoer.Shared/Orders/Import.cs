using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Shared.Orders;

/// <summary>What a file holds.</summary>
public enum ImportKind { Orders, Customers, Products }

/// <summary>
/// The life of an import: uploaded and looked at, then started and waiting its turn, read, its refunds settled, done. A cancelled or failed one can be
/// started again and goes on where it was; what it brought can be undone.
/// </summary>
public enum ImportState { Uploaded, Queued, Reading, Settling, Finished, Failed, Cancelled, Undoing, Undone }

/// <summary>Which actions an import allows in which state.</summary>
public static class ImportRules
{
    public static bool CanStart(ImportState state) => state is ImportState.Uploaded or ImportState.Failed or ImportState.Cancelled;

    public static bool CanCancel(ImportState state) => state is ImportState.Queued or ImportState.Reading or ImportState.Settling;

    public static bool CanUndo(ImportState state) => state is ImportState.Finished or ImportState.Failed or ImportState.Cancelled;

    public static bool CanDiscard(ImportState state) => state == ImportState.Uploaded;

    /// <summary>The server is at it, or about to be.</summary>
    public static bool IsUnderWay(ImportState state) => state is ImportState.Queued or ImportState.Reading or ImportState.Settling or ImportState.Undoing;
}

/// <summary>A file on its way into the shop.</summary>
/// <param name="Preset">How its columns are understood; found by the names of the columns unless somebody has chosen.</param>
/// <param name="Fraction">How much of the file has been read, 0 to 1.</param>
/// <param name="Code">Why it failed; a stable code.</param>
/// <param name="Removed">What undoing has taken back.</param>
/// <param name="Kept">What undoing has left, because somebody changed or used it since.</param>
public sealed record ImportView(
    Guid Id, ImportKind Kind, ImportState State, string FileName, long Bytes, string Preset, string? Encoding, IReadOnlyDictionary<string, string>? Mapping, ImportFigures Figures,
    double Fraction, string? Code, string? Error, string StartedBy, DateTimeOffset CreatedAt, DateTimeOffset? FinishedAt, long? Removed, long? Kept);

/// <summary>What an import has come to so far.</summary>
public sealed record ImportFigures(
    long Rows, long Created, long Updated, long Unchanged, long Rejected, long Warnings, long Orders, long Items, long Customers, long GuestOrders, long RefundLines);

/// <summary>How a file is to be read. What is left out is found by looking at the file.</summary>
/// <param name="Mapping">Field → name of the column; an empty name leaves the field out.</param>
public sealed record ImportPlanRequest(
    [property: StringLength(40)] string? Preset, [property: StringLength(20)] string? Encoding, [property: MaxLength(50)] IReadOnlyDictionary<string, string>? Mapping);

/// <summary>A file as it would be read: what was found, its first rows, what is missing.</summary>
/// <param name="Form"><c>csv</c>, <c>gzip</c>, <c>xlsx</c>, <c>xls</c> or <c>json</c>.</param>
/// <param name="Encodings">Those that can be chosen; none for spreadsheets.</param>
/// <param name="Missing">Fields the preset needs and the file has no column for.</param>
/// <param name="Hints">Codes of what people should know before they start.</param>
public sealed record ImportPreview(
    string Form, string Preset, IReadOnlyList<string> Presets, string? Encoding, IReadOnlyList<string> Encodings, IReadOnlyList<ImportColumn> Columns,
    IReadOnlyList<ImportFieldView> Fields, IReadOnlyList<string> Missing, IReadOnlyList<ImportPreviewRow> Rows, IReadOnlyList<string> Hints, string? Code, string? Error);

/// <summary>A column of the file. <see cref="Field"/>: what it is taken for; empty: it is ignored.</summary>
public sealed record ImportColumn(string Name, string? Field, string Sample);

/// <summary>A field of the preset and the column it is read from.</summary>
public sealed record ImportFieldView(string Name, bool Required, string? Column);

/// <summary>One of the first rows: its values by field, or why it would be rejected.</summary>
public sealed record ImportPreviewRow(long Line, IReadOnlyDictionary<string, string> Values, string? Reason);

/// <summary>A way to read a shop's own tables, saved by name.</summary>
public sealed record ImportMappingView(
    string Name, ImportKind Kind, string Preset, string? Encoding, IReadOnlyDictionary<string, string> Mapping, DateTimeOffset UpdatedAt, int Version);

public sealed record PutImportMappingRequest(
    ImportKind Kind, [property: Required, StringLength(40)] string Preset, [property: StringLength(20)] string? Encoding,
    [property: Required, MaxLength(50)] IReadOnlyDictionary<string, string> Mapping);
