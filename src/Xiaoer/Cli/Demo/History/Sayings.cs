using System.Globalization;
using Xiaoer.Knowledge;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Cli.Demo.History;

/// <summary>The demo shop's phrases from <c>phrases.txt</c>: the shop's, two promotions' – one of them runs – and what Lan and Jie keep for themselves.</summary>
internal static class Sayings
{
    public static IEnumerable<object> Make(Chance chance, DateTimeOffset now)
    {
        var since = now.AddDays(-200);
        var (sale, next) = (Announce(chance, "换季大促", now, -2, 5), Announce(chance, "年终感恩周", now, 20, 27));
        yield return sale;
        yield return next;

        foreach (var (i, line) in DemoResources.Text("History.phrases.txt").ReplaceLineEndings("\n").Split('\n').Where(l => l.Length > 0 && l[0] != '#').Index())
        {
            if (line.Split('|', 6, StringSplitOptions.TrimEntries) is not [var whose, var folder, var title, var shortcut, var uses, var text]) throw new FormatException(line);
            var owner = whose is "lan" or "jie" ? DemoShop.Agent(whose) : null;
            var promotion = whose switch { "sale" => sale, "next" => next, _ => null };
            var at = since.AddMinutes(-i); // the list shows the newest first
            var script = new Script(DemoShop.Shop, new ScriptId(chance.Id(at)), at);
            script.Describe(
                new SavePhraseRequest(owner is null ? PhraseScope.Shop : PhraseScope.Personal, folder, title, shortcut, text.Replace("\\n", "\n", StringComparison.Ordinal), promotion?.Id.Value),
                owner?.Id, at);
            yield return script;
            foreach (var use in Used(chance, script, int.Parse(uses, CultureInfo.InvariantCulture), promotion?.StartsAt ?? now.AddDays(-25), now)) yield return use;
        }
    }

    private static Promotion Announce(Chance chance, string name, DateTimeOffset now, int from, int to)
    {
        var promotion = new Promotion(DemoShop.Shop, new PromotionId(chance.Id(now.AddDays(-30))), now.AddDays(-30));
        var evening = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero).AddHours(12); // eight in the evening in Shanghai
        promotion.Describe(name, evening.AddDays(from), evening.AddDays(to));
        return promotion;
    }

    private static List<ScriptUse> Used(Chance chance, Script script, int times, DateTimeOffset from, DateTimeOffset now)
    {
        var uses = new Dictionary<Guid, ScriptUse>();
        foreach (var at in Enumerable.Range(0, times).Select(_ => from + (now - from) * chance.Share()).Order())
        {
            var (user, id) = ((script.OwnerId ?? DemoShop.People[chance.Between(1, 2)].Id).Value, chance.Id(at));
            foreach (var one in new[] { user, ScriptUse.Everybody })
            {
                if (!uses.TryGetValue(one, out var use)) uses[one] = use = new ScriptUse(script.ShopId, script.Id, one);
                use.Record(id, DateTimeOffset.FromUnixTimeMilliseconds(at.ToUnixTimeMilliseconds()));
            }
        }

        return [.. uses.Values];
    }
}
