using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Contracts;

/// <summary>A phrase from elsewhere, with whatever it was called there.</summary>
internal sealed record ForeignPhrase(string Text, string? Shortcut, string? Title, string? Folder);

/// <summary>Adds phrases from elsewhere to the shop's own. What the shop has, by shortcut or by words, it keeps as it is. Inside a <c>Write</c>.</summary>
internal sealed class PhraseIntake(XiaoerDb db, TimeProvider time)
{
    /// <returns>How many were added and how many were there; the places of those for which there was no room.</returns>
    public async Task<(int Added, int Same, IReadOnlyList<int> NoRoom)> Put(ShopId shop, IReadOnlyList<ForeignPhrase> phrases, CancellationToken ct)
    {
        var known = await db.Set<Script>().AsNoTracking().Where(s => s.ShopId == shop && s.DeletedAt == null && s.OwnerId == null).Select(s => new { s.ShortcutKey, s.Text }).ToListAsync(ct);
        var taken = (await db.Set<Script>().AsNoTracking().Where(s => s.ShopId == shop && s.ShortcutKey != null).Select(s => s.ShortcutKey!).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);
        var texts = known.Select(k => k.Text).ToHashSet(StringComparer.Ordinal);
        var (added, same, noRoom, at) = (0, 0, new List<int>(), time.Now());
        for (var i = 0; i < phrases.Count; i++)
        {
            var phrase = phrases[i];
            var shortcut = phrase.Shortcut is { } typed && PhraseRules.IsShortcut(typed) ? typed : null;
            var text = phrase.Text.ReplaceLineEndings("\n").Trim();
            if (text.Length == 0 || texts.Contains(text) || (shortcut is not null && taken.Contains(Script.KeyOf(shortcut)))) same++;
            else if (known.Count + added >= PhraseRules.MostOfShop) noRoom.Add(i);
            else
            {
                var script = new Script(shop, new ScriptId(time.NewId()), at);
                script.Describe(new SavePhraseRequest(PhraseScope.Shop, Cut(phrase.Folder, PhraseRules.MaxFolder), Cut(phrase.Title ?? (shortcut is null ? phrase.Shortcut : null), PhraseRules.MaxTitle), shortcut, text, null), null, at);
                db.Add(script);
                texts.Add(text);
                if (shortcut is not null) taken.Add(Script.KeyOf(shortcut));
                added++;
            }
        }

        await db.SaveChangesAsync(ct);
        return (added, same, noRoom);
    }

    private static string? Cut(string? text, int length) => text is null || text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
