using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>The rules every way of saving a phrase keeps: who may, how many, and whose shortcut it is.</summary>
internal sealed class PhraseSaving(XiaoerDb db)
{
    /// <summary>The refusal of somebody who may not touch phrases of this scope, else null.</summary>
    public static ProblemHttpResult? Refuse(Caller caller, ShopId shop, PhraseScope scope) => scope switch
    {
        PhraseScope.Shop when !caller.May(shop, Permissions.ManagePhrases) =>
            Problem.Of("phrase.shop_needs_lead", "The shop's phrases are kept by who leads.", StatusCodes.Status403Forbidden),
        PhraseScope.Personal when caller.Person is null =>
            Problem.Of("phrase.personal_needs_person", "An API key has no phrases of its own.", StatusCodes.Status403Forbidden),
        _ => null,
    };

    /// <summary>What attributes cannot say about a request, else null.</summary>
    public async Task<ProblemHttpResult?> Faults(ShopId shop, SavePhraseRequest request, CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(request.Text)) return Invalid.Of("text", "A text is needed.");
        if (!string.IsNullOrWhiteSpace(request.Shortcut) && !PhraseRules.IsShortcut(request.Shortcut.Trim()))
            return Invalid.Of("shortcut", "A shortcut has no blanks, slashes or braces.");
        if (request.PromotionId is not { } promotion) return null;
        if (request.Scope != PhraseScope.Shop) return Invalid.Of("promotion_id", "Only the shop's phrases belong to a promotion.");
        var wanted = new PromotionId(promotion);
        return await db.Set<Promotion>().AnyAsync(p => p.ShopId == shop && p.Id == wanted, ct) ? null : Invalid.Of("promotion_id", "There is no such promotion.");
    }

    /// <summary>
    /// A shortcut names one phrase for everybody who sees it. Somebody's own that nobody else sees may have it too: for them their own comes first.
    /// </summary>
    public async Task DemandFreeShortcut(Script script, CancellationToken ct)
    {
        if (script.ShortcutKey is not { } key) return;
        var (shop, owner) = (script.ShopId, script.OwnerId);
        if (await db.Set<Script>().AnyAsync(s => s.ShopId == shop && s.ShortcutKey == key && s.Id != script.Id && (s.OwnerId == null || s.OwnerId == owner), ct))
            throw new RuleBroken("phrase.shortcut_taken", "Another phrase has this shortcut.");
    }

    public async Task DemandRoom(ShopId shop, PersonId? owner, CancellationToken ct)
    {
        var most = owner is null ? PhraseRules.MostOfShop : PhraseRules.MostOfPerson;
        if (await db.Set<Script>().CountAsync(s => s.ShopId == shop && s.OwnerId == owner && s.DeletedAt == null, ct) >= most)
            throw new RuleBroken("phrase.too_many", $"There is room for {most} phrases.");
    }
}
