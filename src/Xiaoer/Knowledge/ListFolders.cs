using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Knowledge;

/// <summary>The folders there are, with how many phrases the caller sees in each.</summary>
internal static class ListFolders
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapGet("/folders", Handle).RequirePermission(Permissions.ReadConversations).WithSummary("The folders of the phrases the caller sees. Never more than there are phrases.");

    internal static async Task<Ok<Page<PhraseFolder>>> Handle(Guid shop, Caller caller, Phrases phrases, CancellationToken ct)
    {
        var found = await phrases.VisibleTo(caller, new ShopId(shop)).GroupBy(s => new { Shop = s.OwnerId == null, s.Folder })
            .Select(g => new { g.Key.Shop, g.Key.Folder, Count = g.Count() }).ToListAsync(ct);
        return TypedResults.Ok(new Page<PhraseFolder>(
            [.. found.Select(f => new PhraseFolder(f.Shop ? PhraseScope.Shop : PhraseScope.Personal, f.Folder, f.Count))
                .OrderBy(f => f.Scope).ThenBy(f => f.Name, StringComparer.Ordinal)], null));
    }
}
