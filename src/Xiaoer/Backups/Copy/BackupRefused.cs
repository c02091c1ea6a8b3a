namespace Xiaoer.Backups.Copy;

/// <summary>A backup, restore or move that cannot be done as asked. The message says why, what is unchanged and what to do.</summary>
internal sealed class BackupRefused(string text, Exception? inner = null, string code = "refused") : Exception(text, inner)
{
    private const int DiskFull = 28; // ENOSPC
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private const int SqliteFull = 13;

    /// <summary>A stable word for the kind of trouble, where it is stored and shown.</summary>
    public string Code { get; } = code;

    /// <summary>The sentence for what went wrong outside of the program while writing to a place; null when it is a bug of ours.</summary>
    public static BackupRefused? For(Exception e, string place) => e switch
    {
        BackupRefused refused => refused,
        IOException { HResult: DiskFull or WindowsDiskFull } or Microsoft.Data.Sqlite.SqliteException { SqliteErrorCode: SqliteFull } =>
            new($"There is not enough room on the disk for {place}. What was begun there is removed; make room and run it again.", e, "disk_full"),
        UnauthorizedAccessException or IOException => new($"{place} cannot be written: {e.Message}", e, "not_writable"),
        _ => null,
    };
}
