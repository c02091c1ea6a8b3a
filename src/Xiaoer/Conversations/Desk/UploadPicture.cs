using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent uploads a picture or file to send.</summary>
internal static class UploadPicture
{
    public static void Map(RouteGroupBuilder shops) => shops.MapPost("/files", Handle).RequirePermission(Permissions.Reply).Produces<FileView>().DisableAntiforgery();

    internal static async Task<FileView> Handle(Guid shop, Caller caller, HttpContext http, StoredFiles files, CancellationToken ct)
    {
        var file = await files.Accept(http, new ShopId(shop), MessageIntake.Of(caller), ct);
        return new FileView(file.Id.Value, files.Url(file.ShopId, file.Id), file.Width, file.Height, file.Bytes, file.ContentType, file.Name);
    }
}
