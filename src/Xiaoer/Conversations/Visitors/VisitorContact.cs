using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations.Visitors;

/// <summary>
/// How a visitor says they can be reached. Nobody has verified it: it belongs to this visitor, is never compared with customers, and no mail goes to it by
/// itself.
/// </summary>
internal sealed class VisitorContact
{
    public ShopId ShopId { get; init; }
    public VisitorId VisitorId { get; init; }
    public Guid Id { get; init; }
    public IdentityKind Kind { get; init; }
    public string Value { get; init; } = "";
    public string Name { get; init; } = "";

    /// <summary>When they agreed that the shop answers there.</summary>
    public DateTimeOffset At { get; init; }

    public VisitorContactView View(bool masked) => new(Kind, masked ? Masking.Of(Kind, Value) : Value, Name, masked, At);
}
