using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Visitors;

/// <summary>Keeps one visitor out until somebody lifts it, and for some hours whoever else comes from their address.</summary>
internal sealed class VisitorBlock
{
    public ShopId ShopId { get; init; }
    public Guid Id { get; init; }
    public VisitorId VisitorId { get; init; }

    /// <summary>The visitor's address as a number that says nothing by itself; only where it is blocked too.</summary>
    public string? AddressHash { get; init; }
    public DateTimeOffset? AddressUntil { get; init; }
    public string Reason { get; init; } = "";
    public Guid By { get; init; }
    public string ByName { get; init; } = "";
    public DateTimeOffset At { get; init; }
}
