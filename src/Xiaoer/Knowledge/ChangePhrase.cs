using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Says it better, keeps it elsewhere, or makes one's own phrase the shop's.</summary>
internal static class ChangePhrase
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapPut("/{id:guid}", Handle).RequirePermission(Permissions.Reply).WithSummary("Makes the phrase what the body says; If-Match guards against overwriting.");

    internal static async Task<Results<Ok<PhraseView>, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid id, SavePhraseRequest request, HttpContext http, Caller caller, XiaoerDb db, Phrases phrases, PhraseSaving saving, AuditLog audit,
        TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new ScriptId(id));
        if (await phrases.VisibleTo(caller, ofShop).SingleOrDefaultAsync(s => s.Id == wanted, ct) is not { } script) return TypedResults.NotFound();
        if ((PhraseSaving.Refuse(caller, ofShop, script.Scope) ?? PhraseSaving.Refuse(caller, ofShop, request.Scope)) is { } refused) return refused;
        if (await saving.Faults(ofShop, request, ct) is { } faults) return faults;
        if (http.Stale(script.Version) is { } stale) return stale;

        var (before, owner) = (script.Scope, request.Scope == PhraseScope.Personal ? caller.Person : null);
        await db.Write(async token =>
        {
            if (before != request.Scope) await saving.DemandRoom(ofShop, owner, token);
            script.Describe(request, owner, time.Now());
            await saving.DemandFreeShortcut(script, token);
            if (before == PhraseScope.Shop || owner is null) audit.Note(ofShop, caller.Actor, "phrase.changed", id);
        }, ct);

        http.SetETag(script.Version);
        return TypedResults.Ok(await phrases.View(caller, script, ct));
    }
}
