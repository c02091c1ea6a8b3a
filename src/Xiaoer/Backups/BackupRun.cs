using Xiaoer.Shared.Backups;

namespace Xiaoer.Backups;

/// <summary>One backup from wish to file, kept as its history. Only one runs at a time, on whichever node took it.</summary>
internal sealed class BackupRun
{
    public Guid Id { get; init; }
    public BackupOrigin Origin { get; init; }
    public BackupState State { get; init; }
    public Guid? RequestedBy { get; init; }
    public DateTimeOffset WantedAt { get; init; }

    /// <summary>The last sign of life of who makes it. Without one for a while it is given up.</summary>
    public DateTimeOffset? BeatAt { get; init; }

    public long Rows { get; init; }
    public long RowsOf { get; init; }

    /// <summary>The moment that the backup holds.</summary>
    public DateTimeOffset? TakenAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Its path where it was made; empty once it was deleted to make room for newer ones.</summary>
    public string? File { get; init; }

    public long? Bytes { get; init; }
    public string? Failure { get; init; }
    public string? Details { get; init; }
}
