using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A program's way in: one shop, some permissions. The secret is shown once; only its hash is kept.</summary>
internal sealed class ApiKey(ShopId shopId, ApiKeyId id, string name, string prefix, byte[] secretHash, PersonId createdBy, DateTimeOffset createdAt)
{
    public ShopId ShopId { get; private init; } = shopId;
    public ApiKeyId Id { get; private init; } = id;
    public string Name { get; private init; } = name;

    /// <summary>The part of the key that is no secret: says in lists and logs which key it was.</summary>
    public string Prefix { get; private init; } = prefix;

    public byte[] SecretHash { get; private init; } = secretHash;

    /// <summary>Permissions, as in <see cref="Permissions"/>.</summary>
    public required List<string> Scopes { get; init; }

    public PersonId CreatedBy { get; private init; } = createdBy;
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;
    public DateTimeOffset? LastUsedAt { get; private set; }
    public DateTimeOffset? RevokedAt { get; private set; }
}
