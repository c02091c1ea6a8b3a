using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>A folder gets another name; where that exists, the two become one.</summary>
internal static class RenameFolder
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapPut("/folders", Handle).RequirePermission(Permissions.Reply).WithSummary("Moves every phrase of one folder into another.");

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        Guid shop, RenameFolderRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (PhraseSaving.Refuse(caller, ofShop, request.Scope) is { } refused) return refused;

        var (owner, to, at) = (request.Scope == PhraseScope.Personal ? caller.Person : null, request.To.Trim(), time.Now());
        var moved = await db.Write(async token =>
        {
            var count = await db.Scripts.Where(s => s.ShopId == ofShop && s.OwnerId == owner && s.Folder == request.From && s.DeletedAt == null)
                .ExecuteUpdateAsync(u => u.SetProperty(s => s.Folder, to).SetProperty(s => s.UpdatedAt, at).SetProperty(s => s.Version, s => s.Version + 1), token);
            if (count > 0 && owner is null) audit.Note(ofShop, caller.Actor, "phrase.folder_renamed", details: request);
            return count;
        }, ct);
        return moved > 0 ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
