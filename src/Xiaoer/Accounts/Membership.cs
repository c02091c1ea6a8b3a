using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A person's place in a shop: which roles, and whether they may still come in.</summary>
internal sealed class Membership(ShopId shopId, PersonId personId, DateTimeOffset createdAt) : Entity
{
    private readonly List<MembershipRole> _roles = [];

    public ShopId ShopId { get; private init; } = shopId;
    public PersonId PersonId { get; private init; } = personId;
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;

    /// <summary>When roles or teams changed last; moves the version with them.</summary>
    public DateTimeOffset ChangedAt { get; private set; } = createdAt;

    public DateTimeOffset? DisabledAt { get; private set; }

    public IReadOnlyList<MembershipRole> Roles => _roles;

    public void Give(IEnumerable<Role> roles, DateTimeOffset at)
    {
        var wanted = roles.ToHashSet();
        _roles.RemoveAll(r => !wanted.Contains(r.Role));
        foreach (var role in wanted.Where(w => _roles.All(r => r.Role != w)))
            _roles.Add(new MembershipRole(ShopId, PersonId, role));
        ChangedAt = at;
    }

    public void Disable(DateTimeOffset at) => (DisabledAt, ChangedAt) = (DisabledAt ?? at, at);

    public void Enable(DateTimeOffset at) => (DisabledAt, ChangedAt) = (null, at);
}

/// <summary>One of the roles a person has in a shop.</summary>
internal sealed class MembershipRole(ShopId shopId, PersonId personId, Role role)
{
    public ShopId ShopId { get; private init; } = shopId;
    public PersonId PersonId { get; private init; } = personId;
    public Role Role { get; private init; } = role;
}
