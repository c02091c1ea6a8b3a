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

    public Task Save(XiaoerDb db, StoredFile file, byte[] content, byte[]? thumbnail, Func<CancellationToken, Task> admit, CancellationToken ct) => db.Write(async token =>
    {
        await admit(token);
        db.Add(file);
        db.AddRange(Chunks(file, content, false));
        if (thumbnail is not null) db.AddRange(Chunks(file, thumbnail, true));
    }, ct);

    public async Task<Stream?> Open(XiaoerDb db, StoredFile file, bool thumbnail, CancellationToken ct)
    {
        return await db.Set<FileChunk>().AnyAsync(c => c.ShopId == file.ShopId && c.FileId == file.Id && c.Thumbnail == thumbnail && c.Number == 0, ct)
            ? new ChunkedStream(db, file, thumbnail, ChunkSize)
            : null;
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
