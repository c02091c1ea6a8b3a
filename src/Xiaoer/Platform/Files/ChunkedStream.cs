using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Files;

/// <summary>A file's content in the database as a stream that can be read from anywhere: one piece at a time is in memory, however large the file is.</summary>
internal sealed class ChunkedStream(XiaoerDb db, StoredFile file, bool thumbnail, int chunkSize) : Stream
{
    private byte[] _chunk = [];
    private int _number = -1;

    public override bool CanRead => true;
    public override bool CanSeek => true;
    public override bool CanWrite => false;
    public override long Length { get; } = thumbnail ? file.ThumbnailBytes : file.Bytes;
    public override long Position { get; set; }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (Position >= Length || buffer.Length == 0) return 0;
        var number = (int)(Position / chunkSize);
        if (number != _number) (_chunk, _number) = (await Chunk(number, cancellationToken), number);

        var from = (int)(Position % chunkSize);
        var count = Math.Min(buffer.Length, _chunk.Length - from);
        if (count <= 0) return 0; // gone since: the file was removed while it was being read
        _chunk.AsMemory(from, count).CopyTo(buffer);
        Position += count;
        return count;
    }

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) => ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override long Seek(long offset, SeekOrigin origin) => Position = origin switch
    {
        SeekOrigin.Begin => offset,
        SeekOrigin.Current => Position + offset,
        _ => Length + offset,
    };

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException("Nothing waits for the database on a thread of its own.");
    public override void Flush() { }
    public override void SetLength(long value) => throw new NotSupportedException();
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    private async Task<byte[]> Chunk(int number, CancellationToken ct) => await db.Set<FileChunk>().AsNoTracking()
        .Where(c => c.ShopId == file.ShopId && c.FileId == file.Id && c.Thumbnail == thumbnail && c.Number == number)
        .Select(c => c.Content).SingleOrDefaultAsync(ct) ?? [];
}
