using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Who did what, kept for good: appended in the same transaction as the deed, never changed.</summary>
internal sealed class AuditEntry(Guid id, ShopId? shopId, Guid? actor, string action, Guid? subject, string? details, string? address, DateTimeOffset at)
{
    public Guid Id { get; private init; } = id;
    public ShopId? ShopId { get; private init; } = shopId;
    public Guid? Actor { get; private init; } = actor;
    public string Action { get; private init; } = action;
    public Guid? Subject { get; private init; } = subject;

    /// <summary>JSON; never a password, token or other secret.</summary>
    public string? Details { get; private init; } = details;

    public string? Address { get; private init; } = address;
    public DateTimeOffset At { get; private init; } = at;
}
