using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A browser a person has signed in from. It counts its wrong passwords apart from strangers', so guessing by others does not lock the owner out.</summary>
internal sealed class KnownDevice(PersonId personId, Guid id, byte[] secretHash, DateTimeOffset seenAt)
{
    public PersonId PersonId { get; private init; } = personId;
    public Guid Id { get; private init; } = id;
    public byte[] SecretHash { get; private init; } = secretHash;
    public int AccessFailedCount { get; private set; }
    public DateTimeOffset? LockoutEnd { get; private set; }
    public DateTimeOffset SeenAt { get; private set; } = seenAt;
}
