using Microsoft.EntityFrameworkCore;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Backups;

namespace Xiaoer.Backups;

/// <summary>The rows that say which backups are wanted, made and failed; the database decides who makes the next one.</summary>
internal sealed class BackupLog(XiaoerDb db, BackupSchedule schedule, TimeProvider time)
{
    /// <summary>Who makes a backup says so every few seconds; without a word for this long it is given up.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>How long a failed backup waits before the schedule tries again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromMinutes(15);

    private const int KeptRows = 200;

    private IQueryable<BackupRun> Runs => db.Set<BackupRun>();

    /// <summary>Asks for a backup. Null when one is wanted or being made already.</summary>
    public async Task<BackupRun?> Want(Guid by, CancellationToken ct)
    {
        if (await Runs.AnyAsync(r => r.State == BackupState.Wanted || r.State == BackupState.Running, ct)) return null;
        var run = new BackupRun { Id = time.NewId(), Origin = BackupOrigin.Person, State = BackupState.Wanted, RequestedBy = by, WantedAt = time.Now() };
        db.Add(run);
        return run;
    }

    /// <summary>Takes the backup that is wanted or due, if nobody else is at one.</summary>
    public async Task<Guid?> Take(bool due, CancellationToken ct)
    {
        var wanted = await Runs.Where(r => r.State == BackupState.Wanted).OrderBy(r => r.WantedAt).Select(r => (Guid?)r.Id).FirstOrDefaultAsync(ct);
        return wanted is null && !due ? null : await Take(wanted, BackupOrigin.Schedule, ct);
    }

    /// <summary>Begins a wanted backup or a new one. Null when another is being made.</summary>
    public async Task<Guid?> Take(Guid? wanted, BackupOrigin origin, CancellationToken ct)
    {
        try
        {
            return await db.Write(async token =>
            {
                var at = time.Now();
                if (wanted is { } id)
                    return await Runs.Where(r => r.Id == id && r.State == BackupState.Wanted)
                        .ExecuteUpdateAsync(u => u.SetProperty(r => r.State, BackupState.Running).SetProperty(r => r.BeatAt, at), token) == 1 ? wanted : null;
                var run = new BackupRun { Id = time.NewId(), Origin = origin, State = BackupState.Running, WantedAt = at, BeatAt = at };
                db.Add(run);
                return run.Id;
            }, ct);
        }
        catch (Exception e) when (StoreFailure.IsRefusal(e)) // the index knows of another one that runs
        {
            db.ChangeTracker.Clear();
            return null;
        }
    }

    public Task Beat(Guid id, CopyProgress? progress, CancellationToken ct) => db.Write(token =>
    {
        var (at, rows, of) = (time.Now(), progress?.Rows ?? 0, progress?.Of ?? 0);
        return Running(id).ExecuteUpdateAsync(u => u.SetProperty(r => r.BeatAt, at).SetProperty(r => r.Rows, rows).SetProperty(r => r.RowsOf, of), token);
    }, ct);

    public Task Finish(Guid id, BackupResult result, CancellationToken ct) => db.Write(async token =>
    {
        var at = time.Now();
        await Running(id).ExecuteUpdateAsync(u => u
            .SetProperty(r => r.State, BackupState.Finished).SetProperty(r => r.EndedAt, at).SetProperty(r => r.TakenAt, result.TakenAt)
            .SetProperty(r => r.File, result.File).SetProperty(r => r.Bytes, result.Bytes).SetProperty(r => r.Rows, result.Rows).SetProperty(r => r.RowsOf, result.Rows), token);
        var old = await Runs.OrderByDescending(r => r.WantedAt).Skip(KeptRows).Where(r => r.File == null).Select(r => r.Id).ToListAsync(token);
        await Runs.Where(r => old.Contains(r.Id)).ExecuteDeleteAsync(token);
    }, ct);

    /// <summary>A backup that was made at the command line, for the list.</summary>
    public Task Note(BackupResult result, CancellationToken ct) => db.Write(_ =>
    {
        db.Add(new BackupRun
        {
            Id = time.NewId(),
            Origin = BackupOrigin.Command,
            State = BackupState.Finished,
            WantedAt = result.TakenAt,
            TakenAt = result.TakenAt,
            EndedAt = time.Now(),
            File = result.File,
            Bytes = result.Bytes,
            Rows = result.Rows,
            RowsOf = result.Rows,
        });
        return Task.CompletedTask;
    }, ct);

    public Task Fail(Guid id, string failure, string? details, CancellationToken ct) => db.Write(token => Fail(Running(id), failure, details, token), ct);

    /// <summary>Gives up what nobody is at any more. Returns how many.</summary>
    public Task<int> GiveUp(bool mineAlone, CancellationToken ct) => db.Write(token =>
    {
        // On SQLite there is one process, and this one has just begun: whatever runs by its rows does not.
        var silentSince = mineAlone ? DateTimeOffset.MaxValue : time.Now() - Patience;
        return Fail(Runs.Where(r => r.State == BackupState.Running && r.BeatAt < silentSince), "broken_off", null, token);
    }, ct);

    /// <summary>Is it time for the schedule's next one?</summary>
    public async Task<bool> IsDue(DateTimeOffset serverStarted, CancellationToken ct)
    {
        if (!schedule.On) return false;
        var (now, due) = (time.Now(), schedule.LastDue(time.Now()));
        if (await Runs.AnyAsync(r => r.State == BackupState.Running, ct)) return false;
        if (await LastEnded(ct) is { State: BackupState.Failed } failed) return failed.EndedAt <= now - RetryAfter;
        if (await Runs.AnyAsync(r => r.Origin != BackupOrigin.Command && r.State == BackupState.Finished && r.TakenAt >= due, ct)) return false;

        // A store that was never backed up waits for the first hour that strikes, or until it is clear that the server is here to stay.
        return due > serverStarted || now - serverStarted > TimeSpan.FromMinutes(10);
    }

    public async Task<(BackupAlarm? Alarm, DateTimeOffset? LastGoodAt)> State(CancellationToken ct)
    {
        var last = await LastEnded(ct);
        var good = await Runs.Where(r => r.State == BackupState.Finished).MaxAsync(r => r.TakenAt, ct);
        var overdue = schedule.On && good is { } at && time.Now() - at > 2 * schedule.Period + TimeSpan.FromHours(1);
        return (last?.State == BackupState.Failed ? BackupAlarm.Failed : overdue ? BackupAlarm.Overdue : null, good);
    }

    /// <summary>Backups of the folder beyond those that are kept; their rows are told that the files go.</summary>
    public Task<List<string>> Surplus(int keep, string folder, CancellationToken ct) => db.Write(async token =>
    {
        var inFolder = folder + Path.DirectorySeparatorChar;
        var surplus = (await Runs.AsNoTracking().Where(r => r.State == BackupState.Finished && r.Origin != BackupOrigin.Command && r.File != null)
            .OrderByDescending(r => r.TakenAt).ToListAsync(token)).Where(r => r.File!.StartsWith(inFolder, StringComparison.Ordinal)).Skip(keep).ToList();
        var ids = surplus.Select(r => r.Id).ToList();
        await Runs.Where(r => ids.Contains(r.Id)).ExecuteUpdateAsync(u => u.SetProperty(r => r.File, (string?)null), token);
        return surplus.Select(r => r.File!).ToList();
    }, ct);

    private Task<BackupRun?> LastEnded(CancellationToken ct) =>
        Runs.AsNoTracking().Where(r => r.State == BackupState.Failed || r.State == BackupState.Finished).OrderByDescending(r => r.EndedAt).FirstOrDefaultAsync(ct);

    private IQueryable<BackupRun> Running(Guid id) => Runs.Where(r => r.Id == id && r.State == BackupState.Running);

    private Task<int> Fail(IQueryable<BackupRun> runs, string failure, string? details, CancellationToken ct)
    {
        var (at, text) = (time.Now(), details?[..Math.Min(details.Length, 1000)]);
        return runs.ExecuteUpdateAsync(u => u.SetProperty(r => r.State, BackupState.Failed).SetProperty(r => r.EndedAt, at)
            .SetProperty(r => r.Failure, failure).SetProperty(r => r.Details, text), ct);
    }
}
