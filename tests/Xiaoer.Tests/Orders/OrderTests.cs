using System.Net;
using System.Text;
using System.Text.Json;
using Xiaoer.Shared.Catalog;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Orders;

/// <summary>Orders over the API: computed from their lines, shown with pictures, paged without holes.</summary>
public class OrderTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    [Theory, BothDatabases]
    public async Task An_order_is_worth_what_its_lines_say(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var shen = await shop.SignsIn("Shen");
        await shen.Api.Put<ProductView>($"{shen.Desk}/products/by-external-id/cup", new PutProductRequest(
            "青瓷茶杯", "茶具", "https://shop.example/cup.webp", null, Money.Cny(129_00), [new PutVariantRequest("CUP-S", "小", Money.Cny(129_00), 5)]));
        var customer = await bo.Api.Put<CustomerView>($"{bo.Desk}/customers/by-external-id/c-1", new PutCustomerRequest("王小兰", null, null, null));

        var order = await Put(bo, "o-1", Paid("c-1", Line("CUP-S", 2, 129_00), Line("BOX", 1, 15_50)));

        (order.Total, order.Refunded, order.ItemCount, order.CustomerId).ShouldBe((Money.Cny(273_50), Money.Cny(0), 2, customer.Id));
        order.Items.Select(i => (i.Line, i.Sku, i.Amount, i.ImageUrl)).ShouldBe([(1, "CUP-S", Money.Cny(258_00), "https://shop.example/cup.webp"), (2, "BOX", Money.Cny(15_50), null)]);
        var shown = await bo.Api.Get<Page<OrderView>>($"{bo.Desk}/customers/{customer.Id}/orders");
        JsonSerializer.Serialize(shown.Items.Single(), XiaoerJson.Options).ShouldBe(JsonSerializer.Serialize(order, XiaoerJson.Options));
        (await bo.Api.Get<CustomerView>($"{bo.Desk}/customers/{customer.Id}")).Orders.ShouldBe(new OrderSummary(1, Money.Cny(273_50), Noon, Noon));
    }

    [Theory, BothDatabases]
    public async Task Putting_it_again_follows_the_shop_and_repeats_change_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var first = await Put(bo, "o-1", Paid(null, Line("A", 2, 100), Line("B", 1, 100)));

        var same = await Put(bo, "o-1", Paid(null, Line("A", 2, 100), Line("B", 1, 100)));
        var changed = await Put(bo, "o-1", Paid(null, Line("A", 3, 100)) with { TradeStatus = TradeStatus.Completed, PaymentStatus = PaymentStatus.PartlyRefunded, Refunded = Money.Cny(100) });

        (same.Id, same.Version, same.UpdatedAt).ShouldBe((first.Id, first.Version, first.UpdatedAt));
        (changed.Id, changed.Total, changed.Refunded, changed.Items.Count, changed.Version).ShouldBe((first.Id, Money.Cny(300), Money.Cny(100), 1, first.Version + 1));
        (await Refuse(bo, Paid(null, Line("A", 3, 100)))).Code.ShouldBe("order.wrong_status");
    }

    [Theory]
    [InlineData("price", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("mixed", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("refund", HttpStatusCode.Conflict, "order.refund_above_total")]
    [InlineData("refund currency", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("currency", HttpStatusCode.Conflict, "order.wrong_currency")]
    [InlineData("negative", HttpStatusCode.Conflict, "order.negative_total")]
    [InlineData("zero", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("quantity", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("empty", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("overflow", HttpStatusCode.BadRequest, "bad_request")]
    [InlineData("buyer", HttpStatusCode.Conflict, "order.unknown_customer")]
    public async Task Money_that_does_not_add_up_is_refused(string fault, HttpStatusCode status, string code)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var bo = await shop.SignsIn("Bo");
        var euro = new PutOrderItemRequest("E", "E", 1, new Money(100, "EUR"));

        var refused = await Refuse(bo, fault switch
        {
            "price" => Paid(null, Line("A", 1, -1)),
            "mixed" => Paid(null, Line("A", 1, 100), euro),
            "refund" => Paid(null, Line("A", 1, 100)) with { PaymentStatus = PaymentStatus.PartlyRefunded, Refunded = Money.Cny(101) },
            "refund currency" => Paid(null, Line("A", 1, 100)) with { Refunded = new Money(1, "EUR") },
            "currency" => Paid(null, euro),
            "negative" => Paid(null, Line("A", 1, 100), Line("A", -2, 100)),
            "zero" => Paid(null, Line("A", 0, 100)),
            "quantity" => Paid(null, Line("A", 1_000_001, 100)),
            "empty" => Paid(null),
            "overflow" => Paid(null, Line("A", 1_000_000, 100_000_000_000_000)),
            _ => Paid("nobody", Line("A", 1, 100)),
        });

        (refused.Status, refused.Code).ShouldBe((status, code));
    }

    [Theory]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":[null]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":[{"sku":"A","title":"A","quantity":1}]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":null}""")]
    [InlineData("""{"trade_status":"lost","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":[]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":[{"sku":"A","title":"A","quantity":1,"unit_price":{"amount":"1e28","currency":"CNY"}}]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":[{"sku":"A","title":"A","quantity":1,"unit_price":{"amount":"0.005","currency":"CNY"}}]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","total":{"amount":"1.00","currency":"CNY"},"items":[{"sku":"A","title":"A","quantity":1,"unit_price":{"amount":"1.00","currency":"CNY"}}]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"0001-01-01T00:00:00Z","items":[{"sku":"A","title":"A","quantity":1,"unit_price":{"amount":"1.00","currency":"CNY"}}]}""")]
    [InlineData("""{"trade_status":"paid","payment_status":"paid","ordered_at":"2026-11-20T12:00:00Z","items":[{"sku":"A\u0000","title":"A","quantity":1,"unit_price":{"amount":"1.00","currency":"CNY"}}]}""")]
    public async Task What_is_malformed_is_answered_with_400(string json)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var bo = await shop.SignsIn("Bo");
        using var body = new StringContent(json, Encoding.UTF8, "application/json");

        (await bo.Api.Send(HttpMethod.Put, $"{bo.Desk}/orders/by-external-id/o-1", body)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task Orders_of_one_moment_are_paged_without_holes(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        for (var i = 0; i < 9; i++) await Put(bo, $"o-{i}", Paid(null, Line("A", 1, 100)) with { OrderedAt = Noon.AddMinutes(i / 4) });

        var (seen, next) = (new List<string>(), (string?)null);
        do
        {
            var page = await bo.Api.Get<Page<OrderView>>($"{bo.Desk}/orders?limit=2&trade_status=paid{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(page.Items.Select(o => o.ExternalId));
            next = page.Next;
        }
        while (next is not null);

        seen.ShouldBe(["o-8", "o-7", "o-6", "o-5", "o-4", "o-3", "o-2", "o-1", "o-0"]);
        (await bo.Api.Get<Page<OrderView>>($"{bo.Desk}/orders?trade_status=closed")).Items.ShouldBeEmpty();
        (await bo.Api.Get<Page<OrderView>>($"{bo.Desk}/orders?external_id=o-3")).Items.Single().ExternalId.ShouldBe("o-3");
    }

    [Theory, BothDatabases]
    public async Task Fifty_at_once_end_as_one_after_the_other(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");

        var answers = await Task.WhenAll(Enumerable.Range(1, 50).Select(i => bo.Api.Send(HttpMethod.Put, $"{bo.Desk}/orders/by-external-id/o-1", Paid(null, Line("A", i, 100)))));

        answers.Count(a => a.StatusCode == HttpStatusCode.Created).ShouldBe(1);
        answers.Where(a => !a.IsSuccessStatusCode).ShouldAllBe(a => a.StatusCode == HttpStatusCode.Conflict);
        var order = (await bo.Api.Get<Page<OrderView>>($"{bo.Desk}/orders")).Items.Single();
        order.Items.Single().Amount.ShouldBe(order.Total);
    }

    private static Task<OrderView> Put(Agent who, string number, PutOrderRequest order) => who.Api.Put<OrderView>($"{who.Desk}/orders/by-external-id/{number}", order);

    private static Task<Refused> Refuse(Agent who, PutOrderRequest order) => Should.ThrowAsync<Refused>(() => Put(who, "o-1", order));

    private static PutOrderRequest Paid(string? buyer, params PutOrderItemRequest[] items) => new(buyer, TradeStatus.Paid, PaymentStatus.Paid, Noon, null, items);

    private static PutOrderItemRequest Line(string sku, int quantity, long fen) => new(sku, sku, quantity, Money.Cny(fen));
}
