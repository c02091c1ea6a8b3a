using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Orders;

/// <summary>An order that was looked for, by its number or by whose it is.</summary>
/// <param name="Order">With its first line.</param>
/// <param name="Number">The order number, and what of it was asked for.</param>
/// <param name="ConversationId">The customer's latest conversation, where the reader may see one.</param>
public sealed record OrderHit(OrderView Order, MarkedText Number, MarkedText? CustomerName, Guid? ConversationId);
