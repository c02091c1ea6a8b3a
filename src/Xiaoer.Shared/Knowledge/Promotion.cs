using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Knowledge;

/// <summary>Before it begins, while it runs, after it ended.</summary>
public enum PromotionState { Scheduled, Running, Ended }

/// <summary>A sale with a beginning and an end, and what agents say while it runs.</summary>
/// <param name="EndsAt">The first moment after it.</param>
public sealed record PromotionView(Guid Id, string Name, DateTimeOffset StartsAt, DateTimeOffset EndsAt, PromotionState State, int Phrases, int Version);

public sealed record SavePromotionRequest(
    [property: Required, StringLength(PhraseRules.MaxPromotion, MinimumLength = 1), PlainText] string Name, [property: JsonRequired] DateTimeOffset StartsAt,
    [property: JsonRequired] DateTimeOffset EndsAt);

/// <summary>When a promotion runs.</summary>
public static class PromotionRules
{
    public static PromotionState StateAt(DateTimeOffset startsAt, DateTimeOffset endsAt, DateTimeOffset now) =>
        now < startsAt ? PromotionState.Scheduled : now < endsAt ? PromotionState.Running : PromotionState.Ended;
}
