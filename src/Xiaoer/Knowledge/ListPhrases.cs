using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Knowledge;

/// <summary>
/// The phrases somebody sees, newest first. <c>q</c> finds what the picker finds – words, shortcut, pinyin initials – by the same rule, so it is asked
/// row by row; a shop has some thousands at most.
/// </summary>
internal static class ListPhrases
{
    public static void Map(RouteGroupBuilder phrases) =>
        phrases.MapGet("", Handle).RequirePermission(Permissions.ReadConversations).WithSummary("The phrases the caller sees, newest first.");

    internal static async Task<Results<Ok<Page<PhraseView>>, ProblemHttpResult>> Handle(
        Guid shop, Caller caller, Phrases phrases, CancellationToken ct, string? scope = null, [StringLength(PhraseRules.MaxFolder), PlainText] string? folder = null,
        Guid? promotion = null, [StringLength(100), PlainText] string? q = null, string? cursor = null,
        [Range(1, Page<PhraseView>.MaxLimit)] int limit = Page<PhraseView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        if (!TryScope(scope, out var wanted)) return Invalid.Of("scope", "scope is shop or personal.");

        var ofShop = new ShopId(shop);
        var scripts = phrases.VisibleTo(caller, ofShop).AsNoTracking();
        if (wanted is { } own) scripts = own == PhraseScope.Shop ? scripts.Where(s => s.OwnerId == null) : scripts.Where(s => s.OwnerId != null);
        if (folder is not null) scripts = scripts.Where(s => s.Folder == folder);
        if (promotion is { } one)
        {
            var ofPromotion = new PromotionId(one);
            scripts = scripts.Where(s => s.PromotionId == ofPromotion);
        }

        if (after is { } last) scripts = scripts.Behind(s => s.Id, new ScriptId(last.Id));

        var rows = new List<Script>(limit + 1);
        await foreach (var script in scripts.OrderByDescending(s => s.Id).AsAsyncEnumerable().WithCancellation(ct))
        {
            if (q is not null && PhraseSearch.Match(script.Title, script.Shortcut, script.Text, script.Initials, q) is null) continue;
            rows.Add(script);
            if (rows.Count > limit) break;
        }

        var views = await phrases.Views(caller, ofShop, rows, ct);
        return TypedResults.Ok(Cursor.PageOf(views, limit, v => new Cursor(0, v.Id), v => v));
    }

    internal static bool TryScope(string? text, out PhraseScope? scope)
    {
        scope = text switch { "shop" => PhraseScope.Shop, "personal" => PhraseScope.Personal, _ => null };
        return scope is not null || string.IsNullOrEmpty(text);
    }
}
