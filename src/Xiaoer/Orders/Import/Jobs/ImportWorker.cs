using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Orders.Import.Undo;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>
/// Brings started imports in and undoes others: one at a time on a node, one at a time in a shop, in the order they were started. Whoever works holds a
/// lease and says so; when it runs out, any node goes on behind the last committed line, and the one before fails at its next commit.
/// </summary>
internal sealed class ImportWorker(IServiceScopeFactory scopes, FileImport files, ImportUndo undo, IImportContent content, TimeProvider time, ILogger<ImportWorker> log) : BackgroundService
{
    private const int MostAttempts = 20;
    private const long ClaimLock = 0x786965_696d70; // one node claims at a time
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Unstarted = TimeSpan.FromDays(7);
    private readonly Channel<bool> _bell = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>There is something to do; nobody needs to wait for the next look.</summary>
    public void Ring() => _bell.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Try(LetGo, stoppingToken);
        var swept = DateTimeOffset.MinValue;
        while (!stoppingToken.IsCancellationRequested)
        {
            await Try(async ct =>
            {
                while (await Claim(ct) is { } run) await Work(run, ct);
            }, stoppingToken);
            if (time.Now() - swept > TimeSpan.FromHours(1))
            {
                await Try(Sweep, stoppingToken);
                swept = time.Now();
            }

            try
            {
                using var pause = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken);
                await Task.WhenAny(_bell.Reader.WaitToReadAsync(pause.Token).AsTask(), Task.Delay(Pause, time, pause.Token));
                await pause.CancelAsync();
                while (_bell.Reader.TryRead(out _)) { }
            }
            catch (OperationCanceledException) { }
        }
    }

    /// <summary>On SQLite nobody but this process works: what is held was held by one that is gone.</summary>
    private Task LetGo(CancellationToken ct) => WithDb(async db =>
    {
        if (db is not SqliteDb) return;
        await db.Write(token => db.Set<ImportRun>().Where(r => r.HeldUntil != null).ExecuteUpdateAsync(u => u.SetProperty(r => r.HeldUntil, (DateTimeOffset?)null), token), ct);
    });

    private Task<ImportRun?> Claim(CancellationToken ct) => WithDb(db => db.Write(async token =>
    {
        if (db is PostgresDb)
        {
            await using var turn = db.Command("SELECT pg_advisory_xact_lock(@key)").With("key", ClaimLock);
            await turn.ExecuteNonQueryAsync(token);
        }

        var now = time.Now();
        var waiting = db.Set<ImportRun>().AsNoTracking().Where(r => r.State == ImportState.Queued || r.State == ImportState.Reading || r.State == ImportState.Settling || r.State == ImportState.Undoing);
        var free = await waiting
            .Where(r => (r.Stored || r.State == ImportState.Undoing) && (r.HeldUntil == null || r.HeldUntil < now)
                && !db.Set<ImportRun>().Any(o => o.ShopId == r.ShopId && o.Id != r.Id && o.HeldUntil >= now && o.State != ImportState.Uploaded))
            .OrderBy(r => r.StartedAt).Select(r => new { r.ShopId, r.Id, r.StartedAt }).Take(50).ToListAsync(token);
        if (free.OrderBy(r => r.StartedAt).ThenBy(r => r.Id).FirstOrDefault() is not { } next) return null;

        var (mine, until) = (db.Set<ImportRun>().Where(r => r.ShopId == next.ShopId && r.Id == next.Id), now + RunBook.Lease);
        await mine.ExecuteUpdateAsync(u => u.SetProperty(r => r.Epoch, r => r.Epoch + 1).SetProperty(r => r.HeldUntil, until)
            .SetProperty(r => r.State, r => r.State == ImportState.Queued ? ImportState.Reading : r.State), token);
        return (ImportRun?)await mine.AsNoTracking().SingleAsync(token);
    }, ct));

    private async Task Work(ImportRun run, CancellationToken stopping)
    {
        using var work = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var keeping = KeepHold(run, work);
        try
        {
            if (run.State == ImportState.Undoing)
            {
                await undo.Run(run, work.Token);
                await WithDb(db => content.Forget(db, run.ShopId, run.Id, work.Token));
            }
            else
            {
                var file = await WithDb(db => content.Fetch(db, run.ShopId, run.Id, work.Token));
                await files.Continue(run, file, null, work.Token);
                await WithDb(db => content.Forget(db, run.ShopId, run.Id, work.Token));
            }
        }
        catch (ImportRefused refused)
        {
            await WithDb(db => new RunBook(db, time).Fail(run.ShopId, run.Id, run.Epoch, refused.Code, refused.Message, CancellationToken.None));
        }
        catch (Exception e) when (e is ImportTakenOver || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            log.LogInformation("Import {Import} was cancelled or goes on elsewhere", run.Id);
        }
        catch (OperationCanceledException)
        {
            await WithDb(db => Release(db, run)); // this node stops: the next one need not wait for the lease
        }
        catch (Exception e)
        {
            log.LogError(e, "Import {Import} broke off and will be tried again", run.Id);
            if (run.Epoch < MostAttempts) throw;
            await WithDb(db => new RunBook(db, time).Fail(run.ShopId, run.Id, run.Epoch, "import.broken", "The import broke off again and again. The log says why.", CancellationToken.None));
        }
        finally
        {
            await work.CancelAsync();
            await keeping;
        }
    }

    /// <summary>Says so while the work goes on; stops the work when the run is somebody else's, or cancelled.</summary>
    private async Task KeepHold(ImportRun run, CancellationTokenSource work)
    {
        try
        {
            while (true)
            {
                await Task.Delay(RunBook.Lease / 5, time, work.Token);
                var until = time.Now() + RunBook.Lease;
                var held = await WithDb(db => db.Write(token => db.Set<ImportRun>()
                    .Where(r => r.ShopId == run.ShopId && r.Id == run.Id && r.Epoch == run.Epoch && r.HeldUntil != null).ExecuteUpdateAsync(u => u.SetProperty(r => r.HeldUntil, until), token), work.Token));
                if (held == 0) await work.CancelAsync();
            }
        }
        catch (OperationCanceledException) { }
        catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
        {
            log.LogWarning("Import {Import} cannot say that it goes on ({Reason})", run.Id, e.GetType().Name);
        }
    }

    private static Task<int> Release(XiaoerDb db, ImportRun run) => db.Write(token => db.Set<ImportRun>()
        .Where(r => r.ShopId == run.ShopId && r.Id == run.Id && r.Epoch == run.Epoch).ExecuteUpdateAsync(u => u.SetProperty(r => r.HeldUntil, (DateTimeOffset?)null), token), CancellationToken.None);

    /// <summary>Uploads that nobody started for a week, and files of imports that ended without success as long ago.</summary>
    private Task Sweep(CancellationToken ct) => WithDb(async db =>
    {
        var before = time.Now() - Unstarted;
        var old = await db.Set<ImportRun>().AsNoTracking().Where(r => (r.State == ImportState.Uploaded || r.State == ImportState.Failed || r.State == ImportState.Cancelled) && r.StartedAt < before)
            .OrderBy(r => r.StartedAt).Take(200).Select(r => new { r.ShopId, r.Id }).ToListAsync(ct);
        foreach (var run in old) await content.Forget(db, run.ShopId, run.Id, ct);
        await db.Write(token => db.Set<ImportRun>().Where(r => r.State == ImportState.Uploaded && r.StartedAt < before).ExecuteDeleteAsync(token), ct);
    });

    private async Task Try(Func<CancellationToken, Task> act, CancellationToken ct)
    {
        try
        {
            await act(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested) { }
        catch (Exception e)
        {
            log.LogWarning("Imports wait ({Reason})", e.GetType().Name);
        }
    }

    private async Task<T> WithDb<T>(Func<XiaoerDb, Task<T>> act)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<XiaoerDb>());
    }

    private Task<bool> WithDb(Func<XiaoerDb, Task> act) => WithDb(async db =>
    {
        await act(db);
        return true;
    });
}
