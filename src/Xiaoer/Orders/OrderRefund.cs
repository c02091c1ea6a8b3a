using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Orders;

namespace Xiaoer.Orders;

/// <summary>
/// A line of a cancellation: goods that came back under a document of their own. Its number and line are the key, so the same cancellation never
/// counts twice. <see cref="OrderId"/> is the purchase it was taken from, or, where none was found, the order of its own it stands on.
/// </summary>
internal sealed class OrderRefund
{
    public ShopId ShopId { get; private init; }

    /// <summary>The cancellation's number, e.g. C536379.</summary>
    public string ExternalId { get; private init; } = "";

    public int Line { get; private init; }
    public OrderId OrderId { get; private init; }
    public string Sku { get; private init; } = "";

    /// <summary>Pieces that came back; positive.</summary>
    public int Quantity { get; private init; }

    public long AmountMinor { get; private init; }

    /// <summary>No earlier purchase was found: it is a negative line of its own order.</summary>
    public bool Alone { get; private init; }

    /// <summary>The import that brought it.</summary>
    public Guid? ImportRunId { get; private init; }

    public DateTimeOffset At { get; private init; }
}
