using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>Which phrases somebody sees, and phrases as the API shows them.</summary>
internal sealed class Phrases(XiaoerDb db, TimeProvider time)
{
    /// <summary>
    /// The shop's and one's own, never somebody else's own. Of promotions that do not run only those who manage phrases see anything.
    /// </summary>
    public IQueryable<Script> VisibleTo(Caller caller, ShopId shop)
    {
        var (me, manages, now) = (caller.Person, caller.May(shop, Permissions.ManagePhrases), time.Now());
        var scripts = db.Set<Script>().Where(s => s.ShopId == shop && s.DeletedAt == null && (s.OwnerId == null || s.OwnerId == me));
        return manages
            ? scripts
            : scripts.Where(s => s.PromotionId == null
                || db.Set<Promotion>().Any(p => p.ShopId == shop && p.Id == s.PromotionId && p.StartsAt <= now && p.EndsAt > now));
    }

    public async Task<IReadOnlyList<PhraseView>> Views(Caller caller, ShopId shop, IReadOnlyList<Script> scripts, CancellationToken ct)
    {
        var (me, ids) = (caller.Actor, scripts.Select(s => s.Id).ToList());
        var uses = db.Set<ScriptUse>().AsNoTracking().Where(u => u.ShopId == shop && (u.UserId == me || u.UserId == ScriptUse.Everybody));
        if (ids.Count <= 200) uses = uses.Where(u => ids.Contains(u.ScriptId));
        var found = await uses.ToDictionaryAsync(u => (u.ScriptId, u.UserId), u => u.View(), ct);
        return [.. scripts.Select(s => View(s, Usage(s.Id, me), Usage(s.Id, ScriptUse.Everybody)))];

        PhraseUsage Usage(ScriptId script, Guid user) => found.GetValueOrDefault((script, user), PhraseUsage.None);
    }

    public async Task<PhraseView> View(Caller caller, Script script, CancellationToken ct) => (await Views(caller, script.ShopId, [script], ct))[0];

    private static PhraseView View(Script s, PhraseUsage mine, PhraseUsage all) => new(
        s.Id.Value, s.Scope, s.Folder, s.Title, s.Shortcut, s.Text, s.PromotionId?.Value, s.Initials, mine, all, s.UpdatedAt, s.Version);
}
