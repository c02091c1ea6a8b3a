using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Backups;

/// <summary>Who wanted a backup: the schedule, a person in the console, or somebody at the command line.</summary>
public enum BackupOrigin { Schedule, Person, Command }

public enum BackupState { Wanted, Running, Finished, Failed }

/// <summary>What the owner has to know at once: the last backup failed, or there has been none for too long.</summary>
public enum BackupAlarm { Failed, Overdue }

/// <summary>One backup, made or to be made. <see cref="Downloadable"/>: its file is here.</summary>
/// <param name="Failure">A stable code; the console has a text for each. <paramref name="Details"/> is the sentence of the log.</param>
/// <param name="Fraction">How far a running one is, 0 to 1.</param>
public sealed record BackupView(
    Guid Id, BackupOrigin Origin, BackupState State, string? RequestedBy, DateTimeOffset WantedAt, DateTimeOffset? TakenAt, DateTimeOffset? EndedAt,
    double? Fraction, string? File, long? Bytes, long? Rows, bool Downloadable, string? Failure, string? Details);

/// <summary>When backups are made and where they go; set by whoever runs the server.</summary>
/// <param name="On">False: only by hand.</param>
/// <param name="At">The server's time of day, <c>03:30</c>; absent when they are made every <paramref name="EveryHours"/> hours.</param>
public sealed record BackupScheduleView(bool On, string Folder, string? At, int? EveryHours, int Keep, DateTimeOffset? NextAt);

/// <summary>The backups of this installation, newest first, and what is wrong with them.</summary>
public sealed record BackupsView(BackupScheduleView Schedule, BackupAlarm? Alarm, DateTimeOffset? LastGoodAt, Page<BackupView> Backups);
