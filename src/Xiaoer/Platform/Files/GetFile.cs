using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Platform.Files;

/// <summary>Serves a picture or file to whoever holds a fresh signed link; guessed, expired and foreign links all look like nothing (reliability U-03).</summary>
internal static class GetFile
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/files/{id:guid}", Handle).WithTags("Files").AllowAnonymous()
        .WithSummary("A picture or file, by the signed link given in url fields.");

    internal static async Task<Results<FileStreamHttpResult, NotFound>> Handle(
        Guid id, HttpContext http, FileLinks links, XiaoerDb db, IContentStore content, CancellationToken ct, string? e = null, string? s = null, string? t = null)
    {
        var wanted = new FileId(id);
        var thumbnail = t == "1";
        if (!long.TryParse(e, NumberStyles.None, CultureInfo.InvariantCulture, out var expiry) || links.Check(wanted, expiry, s ?? "", thumbnail) is not { } shop)
            return TypedResults.NotFound();
        if (await db.Set<StoredFile>().AsNoTracking().SingleOrDefaultAsync(f => f.ShopId == shop && f.Id == wanted, ct) is not { } file) return TypedResults.NotFound();

        var small = thumbnail && file.ThumbnailBytes > 0;
        if (await content.Open(db, file, small, ct) is not { } stream) return TypedResults.NotFound();

        var headers = http.Response.Headers;
        headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        headers.XContentTypeOptions = "nosniff";
        headers.CacheControl = "private, max-age=600, immutable";
        headers["Cross-Origin-Resource-Policy"] = "same-site";
        headers.ContentDisposition = Disposition(file.Name);
        var type = small ? "image/webp" : file.ContentType;
        // Players ask for a film piece by piece.
        return TypedResults.Stream(stream, type, entityTag: new EntityTagHeaderValue($"\"{file.Id.Value:N}{(small ? "t" : "")}\""), enableRangeProcessing: file.Name is not null);
    }

    // Whatever is not drawn by us is saved, never shown as a page; sounds and films still play in ours.
    private static string Disposition(string? name)
    {
        if (name is null) return "inline";
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name);
        return disposition.ToString();
    }
}
