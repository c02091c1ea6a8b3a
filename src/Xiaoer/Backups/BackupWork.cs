using System.Data.Common;
using System.Globalization;
using System.Threading.Channels;
using Xiaoer.Backups.Copy;
using Xiaoer.Platform;
using Xiaoer.Platform.Http;

namespace Xiaoer.Backups;

/// <summary>
/// Makes the backups that are due or wanted, one at a time, whichever node gets hold of it. A failure is a stored state and an alarm, and is tried again.
/// </summary>
internal sealed class BackupWork(IServiceScopeFactory scopes, XiaoerOptions options, BackupFigures figures, TimeProvider time, ILogger<BackupWork> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(2);

    private readonly Channel<bool> _wanted = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Somebody wants one: no need to wait for the next minute.</summary>
    public void Hurry() => _wanted.Writer.TryWrite(true);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (started, first) = (time.Now(), true);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Once(started, first && !options.UsesPostgres, stoppingToken);
                first = false;
                await Pause(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e) when (e is DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("Backups wait for the store ({Reason})", e.GetType().Name);
                await Pause(stoppingToken);
            }
        }
    }

    /// <summary>Makes at most one backup. True when it made one or tried to.</summary>
    internal async Task<bool> Once(DateTimeOffset serverStarted, bool mineAlone, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var book = scope.ServiceProvider.GetRequiredService<BackupLog>();
        for (var given = await book.GiveUp(mineAlone, ct); given > 0; given--)
        {
            figures.CountFailure();
            log.LogError("A backup broke off: the program that made it ended. It is made again");
        }

        var taken = await book.Take(await book.IsDue(serverStarted, ct), ct);
        if (taken is { } id) await Make(id, book, scope.ServiceProvider.GetRequiredService<StoreBackup>(), ct);
        figures.LastGoodAt = (await book.State(ct)).LastGoodAt;
        return taken is not null;
    }

    private async Task Make(Guid id, BackupLog book, StoreBackup backup, CancellationToken ct)
    {
        try
        {
            var folder = options.BackupsFolder;
            Directory.CreateDirectory(folder);
            foreach (var left in Directory.EnumerateFiles(folder, "xiaoer-*.zip.unfinished")) File.Delete(left); // of a process that was killed
            var path = Path.Join(folder, time.Now().UtcDateTime.ToString("'xiaoer-'yyyyMMdd'-'HHmmss'.zip'", CultureInfo.InvariantCulture));
            var result = await Follow(id, progress => backup.Write(path, gently: true, progress, ct), ct);
            await book.Finish(id, result, ct);
            log.LogInformation("Backup of {Rows} rows, {Bytes} bytes, in {Seconds} s", result.Rows, result.Bytes, result.Seconds);
            foreach (var old in await book.Surplus(options.Backups.Keep, folder, ct)) File.Delete(old);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            var refused = BackupRefused.For(e, options.BackupsFolder);
            var failure = refused?.Code ?? (StoreFailure.Is(e) ? "store" : "internal");
            figures.CountFailure();
            log.LogError(e, "A backup failed: {Failure}", failure);
            await book.Fail(id, failure, refused?.Message ?? e.GetType().Name, CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            await book.Fail(id, "broken_off", null, CancellationToken.None); // the server stops; whoever is next makes it
        }
    }

    private async Task<BackupResult> Follow(Guid id, Func<IProgress<CopyProgress>, Task<BackupResult>> make, CancellationToken ct)
    {
        var latest = new Latest();
        var work = make(latest);
        while (await Task.WhenAny(work, Task.Delay(BeatEvery, TimeProvider.System, ct)) != work)
        {
            await using var scope = scopes.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<BackupLog>().Beat(id, latest.Value, ct);
        }

        return await work;
    }

    private async Task Pause(CancellationToken ct)
    {
        using var moment = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await Task.WhenAny(Task.Delay(Look, time, moment.Token), _wanted.Reader.WaitToReadAsync(moment.Token).AsTask());
        await moment.CancelAsync();
        _wanted.Reader.TryRead(out _);
    }

    private sealed class Latest : IProgress<CopyProgress>
    {
        public CopyProgress? Value { get; private set; }
        public void Report(CopyProgress value) => Value = value;
    }
}
