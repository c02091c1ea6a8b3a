using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Takes a phrase away; for thirty days it can be brought back.</summary>
internal static class DeletePhrase
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapDelete("/{id:guid}", Handle).RequirePermission(Permissions.Reply).WithSummary("Deletes the phrase. It can be restored for thirty days.");

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, HttpContext http, Caller caller, XiaoerDb db, Phrases phrases, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new ScriptId(id));
        if (await phrases.VisibleTo(caller, ofShop).SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } script) return TypedResults.NotFound();
        if (PhraseSaving.Refuse(caller, ofShop, script.Scope) is { } refused) return refused;
        if (http.Stale(script.Version) is { } stale) return stale;

        script.Delete(time.Now());
        if (script.Scope == PhraseScope.Shop) audit.Note(ofShop, caller.Actor, "phrase.deleted", id);
        await db.SaveChangesAsync(ct);
        return TypedResults.NoContent();
    }
}
