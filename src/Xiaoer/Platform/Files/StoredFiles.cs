using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>Takes pictures and files in, finds them again, gives out links to them.</summary>
internal sealed class StoredFiles(XiaoerDb db, IContentStore content, FileLinks links, UploadSlots slots, XiaoerOptions options, TimeProvider time)
{
    /// <summary>A file without a message lives a day; for the last hour it cannot be used any more, so that the sweep never races a message.</summary>
    public static readonly TimeSpan UnusedFor = TimeSpan.FromHours(24);
    private static readonly TimeSpan UsableFor = TimeSpan.FromHours(23);

    /// <summary>Takes the upload of an HTTP request. Throws <see cref="UploadRefused"/>, which becomes the answer.</summary>
    public async Task<StoredFile> Accept(HttpContext http, ShopId shop, Uploader uploader, CancellationToken ct)
    {
        var address = uploader.Kind == UploaderKind.Visitor ? http.Household().ToString() : null;
        using var place = slots.Receive(address, http.Request.ContentLength ?? options.Uploads.MostBytes);
        var (part, name) = await UploadedPart.Open(http.Request, options.Uploads.MostBytes, ct);
        await using (part) return await Accept(part, name, shop, uploader, address, ct);
    }

    /// <summary>Takes a picture or file from anywhere. The same one sent again by the same uploader is the same file while no message uses it.</summary>
    public async Task<StoredFile> Accept(Stream upload, string? name, ShopId shop, Uploader uploader, string? address, CancellationToken ct)
    {
        var received = await Receive(upload, name, ct);
        var type = ImageType.Of(received) is null ? FileTypes.Of(received, name) ?? throw UploadRefused.Unsupported() : null;
        var shown = type is null ? null : SafeNames.Of(name, type);
        var sha256 = Convert.ToHexStringLower(SHA256.HashData(received));
        if (await Earlier(shop, uploader, sha256, shown, ct) is { } earlier) return earlier;

        if (!await content.HasRoom(db, ct)) throw UploadRefused.Full();
        var addressHash = address is null ? null : links.Hash(address);
        await CheckQuota(shop, uploader, addressHash, ct);

        var picture = type is null ? await slots.Decode(() => ImageIntake.Read(received, options.Uploads.Pixels), ct) : new Picture(type.ContentType, 0, 0, received, null);
        var file = new StoredFile
        {
            ShopId = shop,
            Id = new FileId(time.NewId()),
            UploaderKind = uploader.Kind,
            UploaderId = uploader.Id,
            AddressHash = addressHash,
            Name = shown,
            ContentType = picture.ContentType,
            Width = picture.Width,
            Height = picture.Height,
            Bytes = picture.Content.Length,
            ThumbnailBytes = picture.Thumbnail?.Length ?? 0,
            Sha256 = sha256,
            CreatedAt = time.Now(),
        };
        await content.Save(db, file, picture.Content, picture.Thumbnail, token => CheckQuota(shop, uploader, addressHash, token), ct);
        return file;
    }

    /// <summary>A file this uploader may put into a message of this shop; null for foreign, unknown and expired ones alike.</summary>
    public async Task<StoredFile?> Find(ShopId shop, FileId id, Uploader uploader, CancellationToken ct)
    {
        var oldest = time.Now() - UsableFor;
        return await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(
            f => f.ShopId == shop && f.Id == id && f.UploaderKind == uploader.Kind && f.UploaderId == uploader.Id && (f.AttachedAt != null || f.CreatedAt > oldest), ct);
    }

    /// <summary>Takes a file away for good, its row inside the caller's transaction; <see cref="Forget"/> its content after the commit.</summary>
    public Task Remove(ShopId shop, FileId id, CancellationToken ct) => db.Set<StoredFile>().Where(f => f.ShopId == shop && f.Id == id).ExecuteDeleteAsync(ct);

    public void Forget(FileId id) => content.Forget(id);

    /// <summary>Marks a file as used by a message, in the message's transaction: <c>@shop</c>, <c>@id</c>, <c>@at</c>. Repeating it changes nothing.</summary>
    public const string AttachSql = "UPDATE files SET attached_at = COALESCE(attached_at, @at) WHERE shop_id = @shop AND id = @id";

    public string Url(ShopId shop, FileId id, bool thumbnail = false) => links.Url(shop, id, thumbnail);

    private async Task<byte[]> Receive(Stream upload, string? name, CancellationToken ct)
    {
        try
        {
            return await ReadAll(upload, name, ct);
        }
        catch (IOException e) when (e is not BadHttpRequestException)
        {
            throw UploadRefused.Broken(); // the part ends before its boundary: half an upload is none
        }
    }

    private async Task<byte[]> ReadAll(Stream upload, string? name, CancellationToken ct)
    {
        var most = 0L;
        using var received = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await upload.ReadAsync(buffer, ct)) > 0;)
        {
            // Refused at the first bytes where they already tell: an executable of 10 MB is not read to its end.
            received.Write(buffer, 0, read);
            if (most == 0 && received.Length >= FileTypes.Telling) most = Limit(received.GetBuffer().AsSpan(0, (int)received.Length), name);
            if (received.Length > (most == 0 ? FileTypes.Telling : most)) throw UploadRefused.TooLarge($"Files of up to {most / (1024 * 1024)} MB are taken.");
        }

        return received.Length > 0 ? received.ToArray() : throw UploadRefused.Missing();
    }

    private long Limit(ReadOnlySpan<byte> begin, string? name) =>
        ImageType.Of(begin) is not null ? options.Uploads.Bytes : FileTypes.Begins(begin, name) ? options.Uploads.FileBytes : throw UploadRefused.Unsupported();

    private Task<StoredFile?> Earlier(ShopId shop, Uploader uploader, string sha256, string? name, CancellationToken ct)
    {
        var oldest = time.Now() - UsableFor + TimeSpan.FromHours(1);
        return db.Set<StoredFile>().AsNoTracking()
            .Where(f => f.ShopId == shop && f.UploaderId == uploader.Id && f.CreatedAt > oldest && f.UploaderKind == uploader.Kind && f.Sha256 == sha256 && f.Name == name && f.AttachedAt == null)
            .OrderBy(f => f.CreatedAt).FirstOrDefaultAsync(ct);
    }

    private async Task CheckQuota(ShopId shop, Uploader uploader, string? addressHash, CancellationToken ct)
    {
        if (uploader.Kind != UploaderKind.Visitor) return;

        var since = time.Now() - TimeSpan.FromHours(24);
        var day = await db.Set<StoredFile>().Where(f => f.ShopId == shop && f.UploaderId == uploader.Id && f.CreatedAt > since)
            .GroupBy(f => 1).Select(g => new { Files = g.Count(), Bytes = g.Sum(f => f.Bytes + f.ThumbnailBytes) }).SingleOrDefaultAsync(ct);
        if (day is not null && (day.Files >= options.Uploads.VisitorFilesPerDay || day.Bytes >= options.Uploads.VisitorMegabytesPerDay * 1024L * 1024))
            throw UploadRefused.Quota();

        if (addressHash is null || options.Limits.Lifted) return;
        if (await db.Set<StoredFile>().CountAsync(f => f.ShopId == shop && f.AddressHash == addressHash && f.CreatedAt > since, ct) >= options.Uploads.AddressFilesPerDay)
            throw UploadRefused.Quota();
    }
}
