using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders.Import.Jobs;

/// <summary>Where uploaded files wait for their import: a folder, or pieces in the database that every node sees. Names are made by us.</summary>
internal interface IImportContent
{
    /// <summary>Takes a file over that has just been received; its run's row is there.</summary>
    Task Save(XiaoerDb db, ShopId shop, Guid run, FileInfo received, CancellationToken ct);

    /// <summary>The file to read from, on this machine.</summary>
    Task<FileInfo> Fetch(XiaoerDb db, ShopId shop, Guid run, CancellationToken ct);

    /// <summary>Removes it; nobody needs it any more.</summary>
    Task Forget(XiaoerDb db, ShopId shop, Guid run, CancellationToken ct);
}
