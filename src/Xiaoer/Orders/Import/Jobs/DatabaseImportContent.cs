using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Uploaded files as pieces of a megabyte in the database. Whoever works on one keeps a copy on its own disk meanwhile.</summary>
internal sealed class DatabaseImportContent(XiaoerOptions options) : IImportContent
{
    private const int Piece = 1024 * 1024;

    public async Task Save(XiaoerDb db, ShopId shop, Guid run, FileInfo received, CancellationToken ct)
    {
        await using var file = received.OpenRead();
        var buffer = new byte[Piece];
        for (var number = 0; ; number++)
        {
            var read = await file.ReadAtLeastAsync(buffer, Piece, throwOnEndOfStream: false, ct);
            if (read == 0) break;
            db.Add(new ImportChunk { ShopId = shop, RunId = run, Number = number, Content = buffer[..read] });
            await db.SaveChangesAsync(ct);
            db.ChangeTracker.Clear();
        }
    }

    public async Task<FileInfo> Fetch(XiaoerDb db, ShopId shop, Guid run, CancellationToken ct)
    {
        var copy = new FileInfo(PathOf(run));
        if (copy.Exists) return copy;

        Directory.CreateDirectory(copy.DirectoryName!);
        var unfinished = $"{copy.FullName}.{Guid.CreateVersion7():N}.part";
        long length = 0;
        await using (var file = File.Create(unfinished))
            for (var number = 0; await Content(db, shop, run, number, ct) is { } piece; number++)
            {
                await file.WriteAsync(piece, ct);
                length += piece.Length;
            }

        if (length == 0) throw new ImportRefused("import.file_gone", "The uploaded file is not there any more. Upload it again.");
        File.Move(unfinished, copy.FullName, overwrite: true);
        copy.Refresh();
        return copy;
    }

    public async Task Forget(XiaoerDb db, ShopId shop, Guid run, CancellationToken ct)
    {
        File.Delete(PathOf(run));
        await db.Write(token => db.Set<ImportChunk>().Where(c => c.ShopId == shop && c.RunId == run).ExecuteDeleteAsync(token), ct);
    }

    private static Task<byte[]?> Content(XiaoerDb db, ShopId shop, Guid run, int number, CancellationToken ct) =>
        db.Set<ImportChunk>().AsNoTracking().Where(c => c.ShopId == shop && c.RunId == run && c.Number == number).Select(c => c.Content).FirstOrDefaultAsync(ct)!;

    private string PathOf(Guid run) => Path.Join(options.DataFolder, "imports", $"{run:N}.copy");
}
