using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A place in the shop kept for somebody who comes by a link. The link works once and not for ever; only its hash is stored.</summary>
internal sealed class Invitation(ShopId shopId, InvitationId id, string email, PersonId invitedBy, DateTimeOffset createdAt) : Entity
{
    public static readonly TimeSpan Validity = TimeSpan.FromDays(7);

    public ShopId ShopId { get; private init; } = shopId;
    public InvitationId Id { get; private init; } = id;
    public string Email { get; private init; } = email;
    public List<Role> Roles { get; init; } = [];
    public List<TeamId> Teams { get; init; } = [];
    public byte[] TokenHash { get; private set; } = [];
    public PersonId InvitedBy { get; private set; } = invitedBy;
    public DateTimeOffset CreatedAt { get; private set; } = createdAt;
    public DateTimeOffset ExpiresAt { get; private set; }

    /// <summary>A link of this moment; an earlier one no longer works.</summary>
    public void Link(byte[] tokenHash, DateTimeOffset at) => (TokenHash, ExpiresAt) = (tokenHash, at + Validity);
}
