using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Uploaded files in a folder beside the pictures.</summary>
internal sealed class FolderImportContent(XiaoerOptions options) : IImportContent
{
    public Task Save(XiaoerDb db, ShopId shop, Guid run, FileInfo received, CancellationToken ct)
    {
        var path = PathOf(run);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        received.MoveTo(path, overwrite: true);
        return Task.CompletedTask;
    }

    public Task<FileInfo> Fetch(XiaoerDb db, ShopId shop, Guid run, CancellationToken ct)
    {
        var file = new FileInfo(PathOf(run));
        return file.Exists ? Task.FromResult(file) : throw new ImportRefused("import.file_gone", "The uploaded file is not there any more. Upload it again.");
    }

    public Task Forget(XiaoerDb db, ShopId shop, Guid run, CancellationToken ct)
    {
        File.Delete(PathOf(run));
        return Task.CompletedTask;
    }

    private string PathOf(Guid run) => Path.Join(options.FilesFolder, "imports", run.ToString("N"));
}
