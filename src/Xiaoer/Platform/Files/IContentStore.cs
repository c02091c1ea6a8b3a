using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>Where the bytes of files are: a folder, or chunks in the database that every node sees.</summary>
internal interface IContentStore
{
    /// <summary>
    /// Stores content and row so that nobody ever sees a row without its whole content. <paramref name="admit"/> runs in the row's transaction
    /// and may still refuse.
    /// </summary>
    Task Save(XiaoerDb db, StoredFile file, byte[] content, byte[]? thumbnail, Func<CancellationToken, Task> admit, CancellationToken ct);

    /// <summary>The content, or null when it is gone.</summary>
    Task<Stream?> Open(XiaoerDb db, StoredFile file, bool thumbnail, CancellationToken ct);

    /// <summary>Removes the content of a file whose row has gone.</summary>
    void Forget(FileId file);

    /// <summary>Is there room for more?</summary>
    Task<bool> HasRoom(XiaoerDb db, CancellationToken ct);

    /// <summary>Removes leftovers of uploads that never got a row.</summary>
    Task Tidy(XiaoerDb db, CancellationToken ct);
}
