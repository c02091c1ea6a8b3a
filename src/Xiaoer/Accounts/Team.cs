using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>People who share a queue: a visitor waits for a team, agents see the conversations of theirs.</summary>
internal sealed class Team(ShopId shopId, TeamId id, string name, DateTimeOffset createdAt) : Entity
{
    public ShopId ShopId { get; private init; } = shopId;
    public TeamId Id { get; private init; } = id;
    public string Name { get; private set; } = name;
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;

    /// <summary>After how many seconds its people are told that a customer waits; null: the usual limit.</summary>
    public int? WaitSeconds { get; private set; }

    public void Rename(string name) => Name = name;

    public void Limit(int? waitSeconds) => WaitSeconds = waitSeconds;
}

/// <summary>A person's place in a team.</summary>
internal sealed class TeamMember(ShopId shopId, TeamId teamId, PersonId personId)
{
    public ShopId ShopId { get; private init; } = shopId;
    public TeamId TeamId { get; private init; } = teamId;
    public PersonId PersonId { get; private init; } = personId;
}
