using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Backups;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Backups;

/// <summary>The backups of this installation, newest first, their schedule, and whether something is wrong.</summary>
internal static class GetBackups
{
    public static void Map(RouteGroupBuilder backups) => backups.MapGet("", Handle).WithSummary("The backups of this installation, and their schedule.");

    internal static async Task<Ok<BackupsView>> Handle(
        XiaoerDb db, BackupLog book, BackupSchedule schedule, PersonNames names, XiaoerOptions options, TimeProvider time, CancellationToken ct,
        Guid? cursor = null, [Range(1, Page<BackupView>.MaxLimit)] int limit = Page<BackupView>.DefaultLimit)
    {
        var runs = db.Set<BackupRun>().AsNoTracking();
        if (cursor is { } before) runs = runs.Where(r => r.Id.CompareTo(before) < 0);
        var found = await runs.OrderByDescending(r => r.Id).Take(limit + 1).ToListAsync(ct);

        var page = new List<BackupView>();
        foreach (var run in found.Take(limit)) page.Add(View(run, run.RequestedBy is { } by ? await names.Of(new PersonId(by), ct) : null));
        var (alarm, lastGood) = await book.State(ct);
        return TypedResults.Ok(new BackupsView(Show(schedule, options, time.Now()), alarm, lastGood, new Page<BackupView>(page, found.Count > limit ? page[^1].Id.ToString() : null)));
    }

    internal static BackupView View(BackupRun run, string? requestedBy) => new(
        run.Id, run.Origin, run.State, requestedBy, run.WantedAt, run.TakenAt, run.EndedAt,
        run.State == BackupState.Running ? run.RowsOf == 0 ? 0 : Math.Min(1, (double)run.Rows / run.RowsOf) : null,
        run.File is { } file ? Path.GetFileName(file) : null, run.Bytes, run.State == BackupState.Finished ? run.Rows : null,
        run.File is not null && File.Exists(run.File), run.Failure, run.Details);

    private static BackupScheduleView Show(BackupSchedule schedule, XiaoerOptions options, DateTimeOffset now)
    {
        var hours = options.Backups.EveryHours > 0 ? options.Backups.EveryHours : (int?)null;
        return new BackupScheduleView(
            schedule.On, options.BackupsFolder, schedule.On && hours is null ? options.Backups.At : null, schedule.On ? hours : null, options.Backups.Keep,
            schedule.On ? schedule.NextDue(now) : null);
    }
}
