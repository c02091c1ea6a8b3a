using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>
/// Content in a folder under names of our own making. Written to a temporary file, synced, renamed; only then is the row inserted.
/// A crash in between leaves a file without a row, which <see cref="Tidy"/> removes.
/// </summary>
internal sealed class FolderContent(XiaoerOptions options, TimeProvider time) : IContentStore
{
    private const int DiskFull = 28; // ENOSPC
    private const int WindowsDiskFull = unchecked((int)0x80070070);
    private readonly string _folder = options.FilesFolder;
    private int _shard;

    public async Task Save(XiaoerDb db, StoredFile file, byte[] content, byte[]? thumbnail, Func<CancellationToken, Task> admit, CancellationToken ct)
    {
        await Write(PathOf(file.Id, false), content, ct);
        if (thumbnail is not null) await Write(PathOf(file.Id, true), thumbnail, ct);
        try
        {
            await db.Write(async token =>
            {
                await admit(token);
                db.Add(file);
            }, ct);
        }
        catch (UploadRefused)
        {
            Forget(file.Id);
            throw;
        }
    }

    public Task<Stream?> Open(XiaoerDb db, StoredFile file, bool thumbnail, CancellationToken ct)
    {
        try
        {
            return Task.FromResult<Stream?>(new FileStream(PathOf(file.Id, thumbnail), FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, 1, useAsync: true));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return Task.FromResult<Stream?>(null);
        }
    }

    public void Forget(FileId file)
    {
        File.Delete(PathOf(file, false));
        File.Delete(PathOf(file, true));
    }

    public Task<bool> HasRoom(XiaoerDb db, CancellationToken ct)
    {
        Directory.CreateDirectory(_folder);
        return Task.FromResult(new DriveInfo(_folder).AvailableFreeSpace >= options.Uploads.ReserveMegabytes * 1024L * 1024);
    }

    /// <summary>One of 256 folders a call, so that a large store is gone through in a day without ever being listed whole.</summary>
    public async Task Tidy(XiaoerDb db, CancellationToken ct)
    {
        var now = time.Now();
        foreach (var path in Old(Path.Join(_folder, "tmp"), now - TimeSpan.FromHours(1))) File.Delete(path);

        var shard = (Interlocked.Increment(ref _shard) & 0xFF).ToString("x2", CultureInfo.InvariantCulture);
        foreach (var batch in Old(Path.Join(_folder, shard), now - TimeSpan.FromHours(25)).Chunk(200))
        {
            var named = batch.Select(path => (path, id: Guid.TryParseExact(Path.GetFileNameWithoutExtension(path), "N", out var id) ? new FileId(id) : default)).ToList();
            var ids = named.Select(n => n.id).Distinct().ToList();
            var kept = await db.Set<StoredFile>().Where(f => ids.Contains(f.Id)).Select(f => f.Id).ToHashSetAsync(ct);
            foreach (var (path, id) in named.Where(n => n.id != default && !kept.Contains(n.id))) File.Delete(path);
        }
    }

    // Version 7 ids begin with the time; their last byte is random and spreads them over 256 folders.
    internal static string PathOf(string folder, FileId id, bool thumbnail)
    {
        var name = id.Value.ToString("N");
        return Path.Join(folder, name[^2..], thumbnail ? name + ".t" : name);
    }

    private string PathOf(FileId id, bool thumbnail) => PathOf(_folder, id, thumbnail);

    private async Task Write(string path, byte[] content, CancellationToken ct)
    {
        var temporary = Path.Join(_folder, "tmp", time.NewId().ToString("N"));
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(temporary)!);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None, 1, useAsync: true))
            {
                await stream.WriteAsync(content, ct);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: false);
            FolderSync.Run(Path.GetDirectoryName(path)!);
        }
        catch (Exception e)
        {
            File.Delete(temporary);
            if (e is IOException { HResult: DiskFull or WindowsDiskFull }) throw UploadRefused.Full();
            throw;
        }
    }

    private static IEnumerable<string> Old(string folder, DateTimeOffset before) => !Directory.Exists(folder)
        ? []
        : Directory.EnumerateFiles(folder).Where(path => File.GetLastWriteTimeUtc(path) < before.UtcDateTime);
}
