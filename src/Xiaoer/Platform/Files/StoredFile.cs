using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>A picture somebody sent, as we drew it anew, or a file of another kind as it came. The row exists only once the whole content is stored.</summary>
internal sealed class StoredFile
{
    public ShopId ShopId { get; init; }
    public FileId Id { get; init; }
    public UploaderKind UploaderKind { get; init; }
    public Guid UploaderId { get; init; }
    /// <summary>A keyed hash of the sender's address, for the daily limit only; empty for colleagues.</summary>
    public string? AddressHash { get; init; }
    /// <summary>Under which name a file is shown and saved; empty for a picture, which has none.</summary>
    public string? Name { get; init; }
    /// <summary>What we serve: image/jpeg, image/png or image/webp for a picture, else one of <see cref="FileTypes"/>.</summary>
    public string ContentType { get; init; } = "";
    public int Width { get; init; }
    public int Height { get; init; }
    /// <summary>Size as served; <see cref="ThumbnailBytes"/> is 0 when the picture is small enough to be its own thumbnail.</summary>
    public long Bytes { get; init; }
    public long ThumbnailBytes { get; init; }
    /// <summary>Of the upload as it came, so that the same picture sent again by the same person is not stored twice.</summary>
    public string Sha256 { get; init; } = "";
    public DateTimeOffset CreatedAt { get; init; }
    /// <summary>When a message first used it. A file no message uses within a day is removed.</summary>
    public DateTimeOffset? AttachedAt { get; init; }
}

internal enum UploaderKind { Person, ApiKey, Visitor }

/// <summary>Who sends a file. Only the same one can put it into a message.</summary>
internal readonly record struct Uploader(UploaderKind Kind, Guid Id);

/// <summary>A piece of a file's content kept in the database.</summary>
internal sealed class FileChunk
{
    public ShopId ShopId { get; init; }
    public FileId FileId { get; init; }
    public bool Thumbnail { get; init; }
    public int Number { get; init; }
    public byte[] Content { get; init; } = [];
}

/// <summary>The key that signs links to files, shared by all nodes through the store.</summary>
internal sealed class LinkKey
{
    public string Name { get; init; } = "";
    public byte[] Key { get; init; } = [];
}
