using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Orders;

public readonly record struct OrderId(Guid Value) : IId<OrderId> { public static OrderId From(Guid value) => new(value); }

public enum TradeStatus { AwaitingPayment, Paid, Shipped, Completed, Closed }

public enum PaymentStatus { Unpaid, Paid, PartlyRefunded, Refunded }

/// <summary>An order as desk and API show it. <see cref="Total"/> is what was to be paid; <see cref="Refunded"/> what went back.</summary>
public sealed record OrderView(
    Guid Id, string ExternalId, Guid? CustomerId, TradeStatus TradeStatus, PaymentStatus PaymentStatus, Money Total, Money Refunded,
    IReadOnlyList<OrderItemView> Items, int ItemCount, DateTimeOffset OrderedAt, DateTimeOffset UpdatedAt, int Version)
{
    /// <summary>What the order knows of its parcel; how far it is, the trade status says.</summary>
    public OrderParcelView? Parcel { get; init; }
}

/// <summary>Who carries the parcel, under which number. Either may be unknown.</summary>
public sealed record OrderParcelView(string? Courier, string? TrackingNumber);

/// <summary>One line. A negative quantity is a return booked as a line of its own.</summary>
public sealed record OrderItemView(int Line, string Sku, string Title, int Quantity, Money UnitPrice, Money Amount, string? ImageUrl);

public sealed record PutOrderRequest(
    [property: StringLength(100), PlainText] string? CustomerExternalId, [property: JsonRequired] TradeStatus TradeStatus,
    [property: JsonRequired] PaymentStatus PaymentStatus, [property: JsonRequired] DateTimeOffset OrderedAt,
    Money? Refunded, [property: Required, MinLength(1), MaxLength(500)] IReadOnlyList<PutOrderItemRequest> Items)
{
    [StringLength(60), PlainText] public string? Courier { get; init; }

    [StringLength(100), PlainText] public string? TrackingNumber { get; init; }

    /// <summary>Who receives it. With <see cref="Address"/> it only tells which orders go to the same place; neither is kept.</summary>
    [StringLength(200), PlainText] public string? Receiver { get; init; }

    [StringLength(500), PlainText] public string? Address { get; init; }
}

public sealed record PutOrderItemRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Sku, [property: Required, StringLength(300), PlainText] string Title,
    [property: Range(-1_000_000, 1_000_000)] int Quantity, Money UnitPrice);
