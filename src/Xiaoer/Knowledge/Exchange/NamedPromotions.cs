using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>The promotions a file names: those that are there as they are, new ones by the times of their first row.</summary>
internal sealed class NamedPromotions(ShopId shop, IReadOnlyList<Promotion> known, TimeProvider time)
{
    private readonly Dictionary<string, Promotion> _byName = known.ToDictionary(p => p.Name);

    /// <summary>Promotions to add.</summary>
    public List<Promotion> Added { get; } = [];

    public PromotionId? Find(PhraseRow row)
    {
        if (row.Promotion is not { } name) return null;
        if (_byName.TryGetValue(name, out var promotion)) return promotion.Id;
        if (row is not { StartsAt: { } starts, EndsAt: { } ends })
        {
            row.Faults.Add(new(PhraseColumns.Promotion, "unknown_promotion"));
            return null;
        }

        if (_byName.Count >= PhraseRules.MostPromotions)
        {
            row.Faults.Add(new(PhraseColumns.Promotion, "too_many"));
            return null;
        }

        promotion = new Promotion(shop, new PromotionId(time.NewId()), time.Now());
        promotion.Describe(name, starts, ends);
        Added.Add(_byName[name] = promotion);
        return promotion.Id;
    }
}
