using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A sign-in on one browser. The cookie carries its id and a secret of which only the hash is kept; ending the row ends the cookie everywhere.</summary>
internal sealed class Session(SessionId id, PersonId personId, byte[] secretHash, string device, string address, DateTimeOffset createdAt)
{
    /// <summary>A session not used for so long, or this old in any case, is over.</summary>
    public static readonly TimeSpan IdleLimit = TimeSpan.FromDays(14);
    public static readonly TimeSpan AgeLimit = TimeSpan.FromDays(90);

    public SessionId Id { get; private init; } = id;
    public PersonId PersonId { get; private init; } = personId;
    public byte[] SecretHash { get; private init; } = secretHash;
    public string Device { get; private init; } = device;
    public string Address { get; private init; } = address;
    public DateTimeOffset CreatedAt { get; private init; } = createdAt;
    public DateTimeOffset LastSeenAt { get; private set; } = createdAt;
    public DateTimeOffset? EndedAt { get; private set; }
}
