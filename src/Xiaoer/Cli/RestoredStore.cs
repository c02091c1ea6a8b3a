using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Backups;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Backups;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cli;

/// <summary>What is different in a store that comes from a backup (docs/decisions/0016): time went back for it, and not for those who use it.</summary>
internal static class RestoredStore
{
    /// <summary>More events than a shop has between a backup and its restore: a desk that asks for what came after its old cursor loads afresh.</summary>
    public const long CursorLeap = 1_000_000_000;

    public static Task Settle(XiaoerDb db, DateTimeOffset takenAt, DateTimeOffset at, CancellationToken ct) => db.Write(async token =>
    {
        await db.Set<Session>().Where(s => s.EndedAt == null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, at), token);
        await db.Set<ShopCursor>().ExecuteUpdateAsync(u => u.SetProperty(c => c.Last, c => c.Last + CursorLeap), token);
        await db.Set<BackupRun>().Where(r => r.State == BackupState.Running || r.State == BackupState.Wanted).ExecuteDeleteAsync(token);
        var details = JsonSerializer.Serialize(new { TakenAt = takenAt }, XiaoerJson.Options);
        foreach (var shop in await db.Set<Shop>().Select(s => s.Id).ToListAsync(token))
            db.Add(new AuditEntry(TimeProvider.System.NewId(), shop, null, "store.restored", null, details, null, at));
    }, ct);
}
