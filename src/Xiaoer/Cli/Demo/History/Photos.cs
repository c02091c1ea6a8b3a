using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Cli.Demo.History;

/// <summary>Sends the demo shop's photos in by the same door as everybody's.</summary>
internal sealed class Photos(StoredFiles files, XiaoerDb db)
{
    public Task<ImagePart> Visitor(string name, VisitorId visitor, DateTimeOffset at, CancellationToken ct) => Send(name, new Uploader(UploaderKind.Visitor, visitor.Value), at, ct);

    public Task<ImagePart> Colleague(string name, PersonId person, DateTimeOffset at, CancellationToken ct) => Send(name, new Uploader(UploaderKind.Person, person.Value), at, ct);

    private async Task<ImagePart> Send(string name, Uploader uploader, DateTimeOffset at, CancellationToken ct)
    {
        using var photo = new MemoryStream(DemoResources.Bytes($"History.photos.{name}.jpg"));
        var file = await files.Accept(photo, null, DemoShop.Shop, uploader, null, ct);
        db.Entry(file).Property(f => f.AttachedAt).CurrentValue = at; // the row is not in the store yet: all of the shop comes in one transaction
        return new ImagePart(file.Id.Value, file.Width, file.Height);
    }
}
