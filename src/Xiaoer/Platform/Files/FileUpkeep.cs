using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Files;

/// <summary>Removes files no message used within a day, and leftovers of uploads that broke off. Every node may do it: each row goes once.</summary>
internal sealed class FileUpkeep(IServiceScopeFactory scopes, IContentStore content, FileLinks links, TimeProvider time, ILogger<FileUpkeep> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(5);

    public override async Task StartAsync(CancellationToken ct)
    {
        await using (var scope = scopes.CreateAsyncScope()) await links.Load(scope.ServiceProvider.GetRequiredService<XiaoerDb>(), ct);
        await base.StartAsync(ct);
    }

    protected override async Task ExecuteAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Pause, time, ct);
                await Sweep(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "The sweep of unused files failed and will run again");
            }
        }
    }

    internal async Task<int> Sweep(CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var before = time.Now() - StoredFiles.UnusedFor;
        var removed = 0;

        var unused = await db.Set<StoredFile>().AsNoTracking().Where(f => f.AttachedAt == null && f.CreatedAt < before)
            .OrderBy(f => f.CreatedAt).Take(500).Select(f => new { f.ShopId, f.Id }).ToListAsync(ct);
        foreach (var file in unused)
        {
            // The condition again: a message may have taken it since.
            var gone = await db.Write(token => db.Set<StoredFile>()
                .Where(f => f.ShopId == file.ShopId && f.Id == file.Id && f.AttachedAt == null).ExecuteDeleteAsync(token), ct);
            if (gone == 0) continue;
            content.Forget(file.Id);
            removed++;
        }

        await content.Tidy(db, ct);
        if (removed > 0) log.LogInformation("Removed {Count} uploaded files that no message used", removed);
        return removed;
    }
}
