using System.Diagnostics;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Backups.Copy;

/// <summary>What a backup came to.</summary>
internal sealed record BackupResult(string File, long Bytes, long Rows, DateTimeOffset TakenAt, int MissingFiles, double Seconds);

/// <summary>Takes a backup of the store as it is now, while it is being used.</summary>
internal sealed class StoreBackup(XiaoerDb db, XiaoerOptions options, TimeProvider time)
{
    /// <param name="gently">
    /// Beside a running shop: examines the file first, so that no copy of a damaged store ever takes a good one's place; rests as long as it works; stops
    /// before it fills the disk that the chat may need.
    /// </param>
    public async Task<BackupResult> Write(string path, bool gently, IProgress<CopyProgress> progress, CancellationToken ct)
    {
        try
        {
            // Reading SQLite and packing are work, not waiting: they go on beside the caller.
            return await Task.Run(() => Copy(path, gently, progress, ct), ct);
        }
        catch (Exception e) when (e is not OperationCanceledException && BackupRefused.For(e, path) is { } refused)
        {
            throw refused;
        }
    }

    private void DemandRoom(string path)
    {
        if (new DriveInfo(Path.GetDirectoryName(path)!).AvailableFreeSpace < options.Uploads.ReserveMegabytes * 1024L * 1024)
            throw new BackupRefused($"There is not enough room on the disk for {path}: {options.Uploads.ReserveMegabytes} MB stay free for the shop itself. Make room, or choose another disk.", code: "disk_full");
    }

    private async Task<BackupResult> Copy(string path, bool gently, IProgress<CopyProgress> progress, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        using var writer = new BackupWriter(path);
        var takenAt = time.Now(); // what was acknowledged by now is in it
        await using var snapshot = await StoreSnapshot.Open(db, options, ct);
        if (gently && await snapshot.Fault(ct) is { } fault)
            throw new BackupRefused($"The database file is damaged ({fault}). Earlier backups stay as they are: restore the last one.", code: "store_damaged");
        long rows = 0, of = await snapshot.Count(ct);
        var busySince = Stopwatch.GetTimestamp();
        await foreach (var part in snapshot.Parts(ct))
        {
            if (gently) DemandRoom(path);
            writer.Add(part);
            progress.Report(new CopyProgress("copying", rows += part.Rows, of));
            if (gently) await Task.Delay(Stopwatch.GetElapsedTime(busySince), TimeProvider.System, ct);
            busySince = Stopwatch.GetTimestamp();
        }

        var bytes = writer.Finish(new BackupManifest(
            BackupManifest.ThisFormat, time.NewId(), BackupManifest.ThisProgram, options.UsesPostgres ? "postgres" : "sqlite", snapshot.Schema, takenAt,
            snapshot.Tables, writer.Parts, snapshot.MissingFiles));
        return new BackupResult(path, bytes, rows, takenAt, snapshot.MissingFiles, Math.Round(Stopwatch.GetElapsedTime(started).TotalSeconds, 1));
    }
}
