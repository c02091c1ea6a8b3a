using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>One phrase, with how it is used.</summary>
internal static class GetPhrase
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapGet("/{id:guid}", Handle).RequirePermission(Permissions.ReadConversations).WithSummary("One phrase, with how it is used.");

    internal static async Task<Results<Ok<PhraseView>, NotFound>> Handle(Guid shop, Guid id, HttpContext http, Caller caller, Phrases phrases, CancellationToken ct)
    {
        var wanted = new ScriptId(id);
        if (await phrases.VisibleTo(caller, new ShopId(shop)).AsNoTracking().SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } script) return TypedResults.NotFound();

        http.SetETag(script.Version);
        return TypedResults.Ok(await phrases.View(caller, script, ct));
    }
}
