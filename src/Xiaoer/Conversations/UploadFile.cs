using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>A colleague uploads a picture, to send it as an image message next.</summary>
internal static class UploadFile
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/shops/{shop:guid}/files", Handle)
        .RequirePermission(Permissions.Reply)
        .Accepts<IFormFile>("multipart/form-data")
        .WithSummary("Upload a picture (PNG, JPEG, WebP or GIF) in the field “file”.");

    internal static async Task<FileView> Handle(Guid shop, HttpContext http, Caller caller, StoredFiles files, CancellationToken ct)
    {
        var uploader = new Uploader(caller.Person is null ? UploaderKind.ApiKey : UploaderKind.Person, caller.Actor);
        return View(await files.Accept(http, new ShopId(shop), uploader, ct), files);
    }

    public static FileView View(StoredFile file, StoredFiles files) =>
        new(file.Id.Value, files.Url(file.ShopId, file.Id), file.Width, file.Height, file.Bytes, file.ContentType);
}
