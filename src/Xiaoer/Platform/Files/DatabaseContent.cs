using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>Content as rows of 256 KB beside the file's row, in one transaction with it: every node sees it, one backup holds it.</summary>
internal sealed class DatabaseContent(XiaoerOptions options, TimeProvider time) : IContentStore
{
    private const int ChunkSize = 256 * 1024;
    private long _used;
    private DateTimeOffset _usedAsOf = DateTimeOffset.MinValue;

    public Task Save(XiaoerDb db, StoredFile file, Picture picture, Func<CancellationToken, Task> admit, CancellationToken ct) => db.Write(async token =>
    {
        await admit(token);
        db.Add(file);
        db.AddRange(Chunks(file, picture.Content, false));
        if (picture.Thumbnail is { } thumbnail) db.AddRange(Chunks(file, thumbnail, true));
    }, ct);

    public async Task<Stream?> Open(XiaoerDb db, StoredFile file, bool thumbnail, CancellationToken ct)
    {
        // At most a few megabytes: re-encoded pictures are bounded by their 2048 pixels.
        var content = new MemoryStream(checked((int)(thumbnail ? file.ThumbnailBytes : file.Bytes)));
        await foreach (var chunk in db.Set<FileChunk>().AsNoTracking()
            .Where(c => c.ShopId == file.ShopId && c.FileId == file.Id && c.Thumbnail == thumbnail)
            .OrderBy(c => c.Number).Select(c => c.Content).AsAsyncEnumerable().WithCancellation(ct))
            content.Write(chunk);

        content.Position = 0;
        return content.Length > 0 ? content : null;
    }

    /// <summary>The chunks went with the row.</summary>
    public void Forget(FileId file) { }

    public async Task<bool> HasRoom(XiaoerDb db, CancellationToken ct)
    {
        if (time.Now() - _usedAsOf > TimeSpan.FromMinutes(1))
        {
            _used = await db.Set<StoredFile>().SumAsync(f => f.Bytes + f.ThumbnailBytes, ct);
            _usedAsOf = time.Now();
        }

        return _used < options.Uploads.DatabaseMegabytes * 1024L * 1024;
    }

    public Task Tidy(XiaoerDb db, CancellationToken ct) => Task.CompletedTask;

    private static IEnumerable<FileChunk> Chunks(StoredFile file, byte[] content, bool thumbnail) =>
        content.Chunk(ChunkSize).Select((piece, number) => new FileChunk { ShopId = file.ShopId, FileId = file.Id, Thumbnail = thumbnail, Number = number, Content = piece });
}
