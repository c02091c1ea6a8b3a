using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>An order as it was when it was sent. Who sends one names only its id; all else comes from the store.</summary>
public sealed record OrderPart(
    Guid OrderId, string? ExternalId = null, TradeStatus? TradeStatus = null, Money? Total = null, IReadOnlyList<OrderPartItem>? Items = null, int ItemCount = 0,
    DateTimeOffset? OrderedAt = null);

/// <summary>One of the first lines of an order in a message.</summary>
public sealed record OrderPartItem(string Title, int Quantity, string? ImageUrl = null);

/// <summary>A visitor's own latest orders, to pick from.</summary>
public sealed record VisitorOrders(IReadOnlyList<OrderPart> Items);
