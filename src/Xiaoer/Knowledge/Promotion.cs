using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge;

/// <summary>A sale of the shop: from when to when, and the phrases agents have only then.</summary>
internal sealed class Promotion(ShopId shopId, PromotionId id, DateTimeOffset createdAt) : Entity
{
    public ShopId ShopId { get; private init; } = shopId;
    public PromotionId Id { get; private init; } = id;

    /// <summary>Unique in the shop: imported phrases name it.</summary>
    public string Name { get; private set; } = "";

    public DateTimeOffset StartsAt { get; private set; }

    /// <summary>The first moment after it.</summary>
    public DateTimeOffset EndsAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private init; } = createdAt;

    public void Describe(string name, DateTimeOffset startsAt, DateTimeOffset endsAt) => (Name, StartsAt, EndsAt) = (name.Trim(), startsAt, endsAt);
}
