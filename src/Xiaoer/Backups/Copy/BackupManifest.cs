namespace Xiaoer.Backups.Copy;

/// <summary>What a backup says about itself: <c>manifest.json</c>, the last but one entry of the file. docs/operations.md describes the format.</summary>
/// <param name="Format"><see cref="ThisFormat"/>; a program refuses a later one.</param>
/// <param name="Database">Where the rows came from: sqlite or postgres. They can be restored to either.</param>
internal sealed record BackupManifest(
    int Format, Guid Id, string Program, string Database, SchemaMark Schema, DateTimeOffset TakenAt,
    IReadOnlyList<TableShape> Tables, IReadOnlyList<PartEntry> Parts, int MissingFiles)
{
    public const int ThisFormat = 1;
    public const string EntryName = "manifest.json";
    public const string HashEntryName = "manifest.sha256";

    public static string ThisProgram { get; } = typeof(BackupManifest).Assembly.GetName().Version!.ToString(3);

    public long Rows => Parts.Sum(p => (long)p.Rows);

    public IReadOnlyDictionary<string, long> RowsOf() =>
        Tables.ToDictionary(t => t.Name, t => Parts.Where(p => p.Table == t.Name).Sum(p => (long)p.Rows));
}

/// <summary>One part of a backup: an entry of the file, its rows, and the SHA-256 of its unpacked content.</summary>
internal sealed record PartEntry(string Table, int Number, int Rows, long Bytes, string Sha256)
{
    public static PartEntry Of(Part part) => new(part.Table, part.Number, part.Rows, part.Content.LongLength, part.Sha256);

    public string EntryName => NameOf(Table, Number);

    public static string NameOf(string table, int number) => FormattableString.Invariant($"tables/{table}/{number:000000}.jsonl");
}

/// <summary>How far a backup, restore or move is.</summary>
internal sealed record CopyProgress(string Stage, long Rows, long Of)
{
    public double Fraction => Of == 0 ? 1 : Math.Min(1, (double)Rows / Of);
}
