using System.Net;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Search;

/// <summary>Customers by words of their name, orders by number and buyer; what is masked only whole (C-10).</summary>
public class CustomerAndOrderSearchTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 20, 9, 0, 0, TimeSpan.Zero);

    [Theory, BothDatabases]
    public async Task A_customer_is_found_by_words_inside_the_name_and_by_whole_contacts_only(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await Put(bo, "YSJ10001", "欧阳小兰", "138 0000 2071", "lan@shop.example");
        await Put(bo, "YSJ10002", "Wang Xiaolan", null, null);

        foreach (var asked in new[] { "小兰", "兰", "欧阳", "ysj10001", "欧阳 ysj", "13800002071", "+86 138-0000-2071", "LAN@shop.example" })
            (await Customers(bo, asked)).Items.Select(c => c.ExternalId.Text).ShouldBe(["YSJ10001"], asked);
        (await Customers(bo, "xiao")).Items.Single().Name.Marks.ShouldBe([new TextRange(5, 9)]);
        (await Customers(bo, "YSJ1")).Items.Select(c => c.ExternalId.Text).ShouldBe(["YSJ10002", "YSJ10001"]);
        (await Customers(bo, "13800002071")).Items.Single().Contact.ShouldBe("138****2071");
        foreach (var part in new[] { "1380000", "2071", "0000", "lan@", "shop.example", "lan", "%" })
            (await Customers(bo, part)).Items.ShouldNotContain(c => c.ExternalId.Text == "YSJ10001", part);
    }

    [Theory, BothDatabases]
    public async Task A_customer_who_is_renamed_is_found_by_the_new_name_only(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await Put(bo, "c-1", "张三", null, null);
        await Put(bo, "c-1", "李四三", null, null);

        (await Customers(bo, "张")).Items.ShouldBeEmpty();
        (await Customers(bo, "四三")).Items.Single().Name.Text.ShouldBe("李四三");
    }

    [Theory, BothDatabases]
    public async Task Customers_come_in_pages_with_the_whole_number_first(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        foreach (var i in Enumerable.Range(1, 7)) await Put(bo, $"王{i}", $"王{i}号", null, null);

        var first = await Customers(bo, "王3", "&limit=2");
        var all = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await Customers(bo, "王", "&limit=3" + (next.Length > 0 ? $"&cursor={next}" : ""));
            all.AddRange(page.Items.Select(c => c.ExternalId.Text));
            next = page.Next;
        }

        first.Items[0].ExternalId.Text.ShouldBe("王3");
        all.ShouldBe(["王7", "王6", "王5", "王4", "王3", "王2", "王1"]);
    }

    [Theory, BothDatabases]
    public async Task Customers_that_come_with_a_signature_are_found(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var visitor = await shop.Arrives(identity: shop.Vouches("shop-77", "司马青衫"));

        (await Customers(bo, "青衫")).Items.Single().ExternalId.Text.ShouldBe("shop-77");
    }

    [Theory, BothDatabases]
    public async Task An_order_is_found_by_its_number_and_by_its_buyer_and_leads_to_the_conversation(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await Put(bo, "shop-77", "司马青衫", "138 0000 2072", null);
        await Order(bo, "TB2026052000001", "shop-77", May);
        await Order(bo, "TB2026052000002", "shop-77", May.AddHours(1));
        await Order(bo, "XX-9", null, May.AddHours(2));
        await using var visitor = await shop.Arrives(identity: shop.Vouches("shop-77", "司马青衫"));
        await visitor.Says("我的订单呢");

        foreach (var asked in new[] { "TB2026052000001", "tb2026052000001" })
            (await Orders(bo, asked)).Items[0].Number.Marks.ShouldBe([new TextRange(0, 15)], asked);
        foreach (var asked in new[] { "TB2026", "青衫", "13800002072", "shop-77" })
            (await Orders(bo, asked)).Items.Select(o => o.Number.Text).ShouldBe(["TB2026052000002", "TB2026052000001"], asked);
        var hit = (await Orders(bo, "青衫", "&limit=1"));
        (hit.Items[0].ConversationId, hit.Items[0].CustomerName!.Text, hit.Items[0].Order.Items.Count).ShouldBe((visitor.Conversation, "司马青衫", 1));
        (await Orders(bo, "青衫", $"&limit=1&cursor={hit.Next}")).Items.Single().Number.Text.ShouldBe("TB2026052000001");
        (await Orders(bo, "XX-9")).Items.Single().CustomerName.ShouldBeNull();
        (await Orders(bo, "青衫", "&trade_status=completed")).Items.ShouldBeEmpty();
        foreach (var part in new[] { "TB20", "2026052000001", "2072", "1380000" }) (await Orders(bo, part)).Items.ShouldBeEmpty(part);
    }

    [Theory, BothDatabases]
    public async Task Another_shops_customers_and_orders_are_not_found(Database database)
    {
        var shop = await TestShop.On(database);
        var other = await shop.App.NewShop();
        await using var bo = await shop.SignsIn("Bo");
        await using var stranger = await other.SignsIn("Bo");
        await Put(bo, "c-1", "上官婉儿", "138 0000 2073", null);
        await Order(bo, "TB2026052000009", "c-1", May);

        foreach (var asked in new[] { "婉儿", "13800002073", "c-1", "TB2026052000009" })
        {
            (await Customers(stranger, asked)).Items.ShouldBeEmpty(asked);
            (await Orders(stranger, asked)).Items.ShouldBeEmpty(asked);
        }

        (await Should.ThrowAsync<Refused>(() => stranger.Api.Get<Page<OrderHit>>($"{bo.Desk}/search/orders?q=c-1"))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    private static Task<CustomerView> Put(Agent agent, string number, string name, string? phone, string? email) =>
        agent.Api.Put<CustomerView>($"{agent.Desk}/customers/by-external-id/{Uri.EscapeDataString(number)}", new PutCustomerRequest(name, null, phone, email));

    private static Task<OrderView> Order(Agent agent, string number, string? customer, DateTimeOffset at) => agent.Api.Put<OrderView>(
        $"{agent.Desk}/orders/by-external-id/{number}",
        new PutOrderRequest(customer, TradeStatus.Paid, PaymentStatus.Paid, at, null, [new("A1", "青瓷茶杯", 1, Money.Cny(5900)), new("A2", "茶盘", 1, Money.Cny(9900))]));

    private static Task<Page<CustomerHit>> Customers(Agent agent, string asked, string more = "") =>
        agent.Api.Get<Page<CustomerHit>>($"{agent.Desk}/search/customers?q={Uri.EscapeDataString(asked)}{more}");

    private static Task<Page<OrderHit>> Orders(Agent agent, string asked, string more = "") =>
        agent.Api.Get<Page<OrderHit>>($"{agent.Desk}/search/orders?q={Uri.EscapeDataString(asked)}{more}");
}
