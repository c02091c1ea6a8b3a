namespace Xiaoer.Shared.Knowledge;

/// <summary>How fast a use is forgotten, and how much more one's own habit counts than the shop's.</summary>
public sealed record FrecencyOptions(TimeSpan HalfLife, double OwnFactor)
{
    public static FrecencyOptions Standard { get; } = new(TimeSpan.FromDays(14), 4);
}

/// <summary>
/// Frequent and recent in one number: each use counts one and half as much after every half-life. The sum is kept as of the last use,
/// so one number and one time say everything.
/// </summary>
public static class Frecency
{
    /// <summary>What the uses weigh now.</summary>
    public static double At(double weight, DateTimeOffset? asOf, DateTimeOffset now, FrecencyOptions? options = null) =>
        asOf is { } at && at < now ? weight * Math.Pow(2, -((now - at) / (options ?? FrecencyOptions.Standard).HalfLife)) : weight;

    /// <summary>The weight after one more use.</summary>
    public static double After(double weight, DateTimeOffset? asOf, DateTimeOffset now, FrecencyOptions? options = null) => At(weight, asOf, now, options) + 1;

    /// <summary>How near a phrase is to hand: one's own habit first, the shop's behind it.</summary>
    public static double Of(PhraseView phrase, DateTimeOffset now, FrecencyOptions? options = null)
    {
        var chosen = options ?? FrecencyOptions.Standard;
        return chosen.OwnFactor * At(phrase.Mine.Weight, phrase.Mine.LastAt, now, chosen) + At(phrase.All.Weight, phrase.All.LastAt, now, chosen);
    }
}
