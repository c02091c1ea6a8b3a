using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Keeps a text for the next time: for oneself, or for the whole shop.</summary>
internal static class AddPhrase
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapPost("", Handle).RequirePermission(Permissions.Reply).Idempotent()
            .WithSummary("Adds a phrase: one's own, or – with phrases.manage – the shop's.");

    internal static async Task<Results<Created<PhraseView>, ProblemHttpResult>> Handle(
        Guid shop, SavePhraseRequest request, HttpContext http, Caller caller, XiaoerDb db, Phrases phrases, PhraseSaving saving, AuditLog audit, TimeProvider time,
        CancellationToken ct)
    {
        var ofShop = new ShopId(shop);
        if (PhraseSaving.Refuse(caller, ofShop, request.Scope) is { } refused) return refused;
        if (await saving.Faults(ofShop, request, ct) is { } faults) return faults;

        var owner = request.Scope == PhraseScope.Personal ? caller.Person : null;
        var script = new Script(ofShop, new ScriptId(time.NewId()), time.Now());
        script.Describe(request, owner, script.CreatedAt);
        await db.Write(async token =>
        {
            await saving.DemandRoom(ofShop, owner, token);
            await saving.DemandFreeShortcut(script, token);
            db.Scripts.Add(script);
            if (owner is null) audit.Note(ofShop, caller.Actor, "phrase.added", script.Id.Value);
        }, ct);

        http.SetETag(script.Version);
        return TypedResults.Created($"/api/v1/shops/{shop}/phrases/{script.Id.Value}", await phrases.View(caller, script, ct));
    }
}
