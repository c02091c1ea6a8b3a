using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Brings a deleted phrase back, with how it was used. One that is there stays as it is.</summary>
internal static class RestorePhrase
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapPost("/{id:guid}/restore", Handle).RequirePermission(Permissions.Reply).Idempotent().WithSummary("Brings a deleted phrase back.");

    internal static async Task<Results<Ok<PhraseView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, HttpContext http, Caller caller, XiaoerDb db, Phrases phrases, PhraseSaving saving, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted, me) = (new ShopId(shop), new ScriptId(id), caller.Person);
        if (await db.Scripts.SingleOrDefaultAsync(s => s.ShopId == ofShop && s.Id == wanted && (s.OwnerId == null || s.OwnerId == me), ct) is not { } script)
            return TypedResults.NotFound();
        if (PhraseSaving.Refuse(caller, ofShop, script.Scope) is { } refused) return refused;

        if (script.DeletedAt is not null)
            await db.Write(async token =>
            {
                await saving.DemandRoom(ofShop, script.OwnerId, token);
                script.Restore(time.Now());
                await saving.DemandFreeShortcut(script, token);
                if (script.Scope == PhraseScope.Shop) audit.Note(ofShop, caller.Actor, "phrase.restored", id);
            }, ct);

        http.SetETag(script.Version);
        return TypedResults.Ok(await phrases.View(caller, script, ct));
    }
}
