using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Backups;

namespace Xiaoer.Backups;

/// <summary>An owner takes a backup home. Who did stands in the audit log before the first byte leaves.</summary>
internal static class DownloadBackup
{
    public static void Map(RouteGroupBuilder backups) =>
        backups.MapGet("/{id:guid}/file", Handle).DisableRequestTimeout().WithSummary("The file of a finished backup.");

    internal static async Task<Results<PhysicalFileHttpResult, NotFound, ProblemHttpResult>> Handle(
        Guid id, Caller caller, HttpContext http, XiaoerDb db, InstallationOwners owners, AuditLog audit, CancellationToken ct)
    {
        var file = await db.Set<BackupRun>().Where(r => r.Id == id && r.State == BackupState.Finished).Select(r => r.File).SingleOrDefaultAsync(ct);
        if (file is null) return TypedResults.NotFound();
        if (!File.Exists(file)) return Problem.Of("backups.elsewhere", "The file is not on this machine: another node made it, or it was moved away.", StatusCodes.Status404NotFound);

        await db.Write(async token =>
        {
            foreach (var shop in await owners.ShopsOf(caller, token) ?? []) audit.Note(shop, caller.Actor, "backup.downloaded", id);
        }, ct);
        http.Response.Headers.CacheControl = "private, no-store";
        return TypedResults.PhysicalFile(file, "application/zip", Path.GetFileName(file), enableRangeProcessing: true);
    }
}
