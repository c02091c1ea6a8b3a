using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Backups;

namespace Xiaoer.Backups;

/// <summary>An owner wants a backup now. It is made beside the shop's work; the list shows how far it is.</summary>
internal static class WantBackup
{
    public static void Map(RouteGroupBuilder backups) => backups.MapPost("", Handle).Idempotent().WithSummary("Has a backup made now.");

    internal static async Task<Accepted<BackupView>> Handle(
        Caller caller, HttpContext http, XiaoerDb db, BackupLog book, BackupWork work, InstallationOwners owners, AuditLog audit, CancellationToken ct)
    {
        var run = await db.Write(async token =>
        {
            var wanted = await book.Want(caller.Actor, token) ?? throw new RuleBroken("backups.running", "A backup is being made already.");
            foreach (var shop in await owners.ShopsOf(caller, token) ?? []) audit.Note(shop, caller.Actor, "backup.wanted", wanted.Id);
            return wanted;
        }, ct);
        http.Response.OnCompleted(() =>
        {
            work.Hurry(); // after the commit, also of a repeatable request
            return Task.CompletedTask;
        });
        return TypedResults.Accepted((string?)null, GetBackups.View(run, caller.Name));
    }
}
