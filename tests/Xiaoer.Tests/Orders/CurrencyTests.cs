using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Orders;

/// <summary>A shop counts in one currency; what was written in another before keeps its own.</summary>
public class CurrencyTests
{
    [Theory, BothDatabases]
    public async Task A_shop_with_orders_keeps_its_currency(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");

        (await shen.Api.Put<ShopView>(shen.Desk, Settings(shop, "GBP"))).Currency.ShouldBe("GBP");
        await Put(shen, "o-1", null, new Money(100, "GBP"));

        var refused = await Should.ThrowAsync<Refused>(() => shen.Api.Put<ShopView>(shen.Desk, Settings(shop, "CNY")));
        (refused.Status, refused.Code).ShouldBe((HttpStatusCode.Conflict, "shop.currency_in_use"));
        (await shen.Api.Put<ShopView>(shen.Desk, Settings(shop, "GBP") with { Locale = "en" })).Locale.ShouldBe("en");
    }

    [Theory, BothDatabases]
    public async Task Orders_in_an_earlier_currency_neither_break_the_figures_nor_change_their_own(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var buyer = await shen.Api.Put<CustomerView>($"{shen.Desk}/customers/by-external-id/c-1", new PutCustomerRequest("王小兰", null, null, null));
        await Put(shen, "old", "c-1", Money.Cny(100));
        var id = new ShopId(shop.Id);
        await shop.App.Look(db => db.Write(ct => db.Set<Shop>().Where(s => s.Id == id).ExecuteUpdateAsync(u => u.SetProperty(s => s.Currency, "GBP"), ct)));
        await Put(shen, "new", "c-1", new Money(300, "GBP"));

        var panel = await shen.Api.Get<CustomerView>($"{shen.Desk}/customers/{buyer.Id}");
        var refused = await Should.ThrowAsync<Refused>(() => Put(shen, "old", "c-1", new Money(100, "GBP")));
        var kept = await Put(shen, "old", "c-1", Money.Cny(200));

        (panel.Orders.Count, panel.Orders.Total).ShouldBe((1, new Money(300, "GBP")));
        refused.Code.ShouldBe("order.wrong_currency");
        kept.Total.ShouldBe(Money.Cny(200));
    }

    private static SaveShopRequest Settings(TestShop shop, string currency) => new(shop.Seeded.Name, currency, "Asia/Shanghai", "zh-CN");

    private static Task<OrderView> Put(Agent who, string number, string? buyer, Money price) => who.Api.Put<OrderView>(
        $"{who.Desk}/orders/by-external-id/{number}",
        new PutOrderRequest(buyer, TradeStatus.Paid, PaymentStatus.Paid, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), null, [new PutOrderItemRequest("A", "A", 1, price)]));
}
