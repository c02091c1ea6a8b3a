using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Orders;

/// <summary>The shop's system says what an order is; its order number is the key. Amounts are computed from the lines, never taken over.</summary>
internal static class PutOrder
{
    private const string Source = "api";

    public static void Map(RouteGroupBuilder orders) =>
        orders.MapPut("/by-external-id/{external_id}", Handle).RequirePermission(Permissions.WriteOrders)
            .WithSummary("Creates the order of this number or makes it what the body says.");

    internal static async Task<Results<Ok<OrderView>, Created<OrderView>, ProblemHttpResult>> Handle(
        Guid shop, [StringLength(100), PlainText] string external_id, PutOrderRequest request, HttpContext http, Caller caller, XiaoerDb db, OrderViews views,
        CustomerDirectory customers, ShopDirectory shops, TimeProvider time, CancellationToken ct)
    {
        if (Faults(request) is { Count: > 0 } faults) return Invalid.Of(faults);

        var facts = await shops.Find(new ShopId(shop), ct);
        List<OrderLine> lines = [.. request.Items.Select(i => new OrderLine(i.Sku, i.Title, i.Quantity, i.UnitPrice.Minor, (i.UnitPrice * i.Quantity).Minor))];
        var figures = OrderFigures.Of(lines, request.PaymentStatus, request.Refunded?.Minor);

        var shipping = new OrderShipping(Said(request.Courier), Said(request.TrackingNumber), ShippingMark.Of(facts.Id, request.Receiver, request.Address));

        return await Put.Run(http, db,
            token => db.Orders.Include(o => o.Items).SingleOrDefaultAsync(o => o.ShopId == facts.Id && o.ExternalId == external_id, token),
            async (known, token) =>
            {
                var currency = known?.Currency ?? facts.Currency;
                if (request.Items[0].UnitPrice.Currency != currency) throw new RuleBroken("order.wrong_currency", $"The amounts of this order are in {currency}.");

                var at = time.Now();
                var order = known ?? new Order(facts.Id, new OrderId(time.NewId()), external_id, facts.Currency, Source, at);
                var customer = await Buyer(customers, facts.Id, request.CustomerExternalId, token);
                order.Describe(customer, figures, request.TradeStatus, Clock.Cut(request.OrderedAt), lines, caller.Actor, at, shipping);
                return order;
            },
            (order, token) => views.Of(order, token), ct);
    }

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static async Task<CustomerId?> Buyer(CustomerDirectory customers, ShopId shop, string? externalId, CancellationToken ct) =>
        string.IsNullOrEmpty(externalId) ? null
        : (await customers.FindByExternalId(shop, externalId, ct))?.Id ?? throw new RuleBroken("order.unknown_customer", "Put the customer first, then the order.");

    private static Dictionary<string, string> Faults(PutOrderRequest request)
    {
        var faults = new Dictionary<string, string>();
        var currency = request.Items[0]?.UnitPrice.Currency;
        foreach (var (i, item) in request.Items.Index())
        {
            if (item is null) faults[$"items[{i}]"] = "A line is needed.";
            else if (item.UnitPrice.Currency is null) faults[$"items[{i}].unit_price"] = "A price is needed.";
            else if (item.UnitPrice.Minor < 0) faults[$"items[{i}].unit_price"] = "A price is not negative.";
            else if (item.UnitPrice.Currency != currency) faults[$"items[{i}].unit_price"] = "All amounts of an order are in one currency.";
            else if (item.Quantity == 0) faults[$"items[{i}].quantity"] = "A line has at least one piece.";
            else if (long.MaxValue / Math.Abs((long)item.Quantity) < item.UnitPrice.Minor) faults[$"items[{i}].unit_price"] = "The line is worth more than can be counted.";
        }

        if (request.Refunded is { Minor: < 0 }) faults["refunded"] = "What went back is not negative.";
        if (request.Refunded is { } refunded && refunded.Currency != currency) faults["refunded"] = "All amounts of an order are in one currency.";
        if (request.OrderedAt.Year is < 1990 or > 2200) faults["ordered_at"] = "This is no time of an order.";
        return faults;
    }
}
