using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Web.Knowledge;

/// <summary>Phrases under one heading of the picker; without a heading: a ranking.</summary>
internal sealed record PhraseGroup(string? Name, IReadOnlyList<PhraseView> Phrases);

/// <summary>What the picker shows: found phrases by rank; all of them by promotion and folder, the nearest to hand first.</summary>
internal static class PhraseGroups
{
    /// <summary>More nobody reads; a few letters find the rest.</summary>
    public const int Most = 60;

    /// <param name="nameOf">The heading a phrase belongs under.</param>
    public static IReadOnlyList<PhraseGroup> Of(IEnumerable<PhraseView> phrases, string query, DateTimeOffset now, Func<PhraseView, string> nameOf)
    {
        var ranked = PhraseSearch.Rank(phrases, query, now);
        if (query.Trim().Length > 0) return ranked.Count == 0 ? [] : [new PhraseGroup(null, [.. ranked.Take(Most)])];
        return [.. ranked.Take(Most).GroupBy(nameOf)
            .OrderByDescending(g => g.Any(p => p.PromotionId is not null))
            .Select(g => new PhraseGroup(g.Key, [.. g]))];
    }
}
