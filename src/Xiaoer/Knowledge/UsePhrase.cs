using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Counts that a phrase went into an answer, for its user and for the shop. The repetition of the last use counts nothing.</summary>
internal static class UsePhrase
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapPost("/{id:guid}/uses", Handle).RequirePerson(Permissions.Reply).WithSummary("Counts a use. The same use_id again counts once.");

    internal static async Task<Results<NoContent, NotFound>> Handle(
        Guid shop, Guid id, UsePhraseRequest request, Caller caller, XiaoerDb db, Phrases phrases, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, script, me) = (new ShopId(shop), new ScriptId(id), caller.Actor);
        var found = await db.WriteInTurn(async token =>
        {
            if (!await phrases.VisibleTo(caller, ofShop).AnyAsync(s => s.Id == script, token)) return false;
            var uses = await db.ScriptUses.Where(u => u.ShopId == ofShop && u.ScriptId == script && (u.UserId == me || u.UserId == ScriptUse.Everybody)).ToListAsync(token);
            if (uses.Exists(u => u.UserId == me && u.LastUse == request.UseId)) return true;
            foreach (var user in new[] { me, ScriptUse.Everybody })
            {
                var use = uses.Find(u => u.UserId == user);
                if (use is null) db.ScriptUses.Add(use = new ScriptUse(ofShop, script, user));
                use.Record(request.UseId, time.Now());
            }

            return true;
        }, ct);
        return found ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
