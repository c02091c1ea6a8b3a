using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using static Xiaoer.Tests.Customers.CustomerCareTests;

namespace Xiaoer.Tests.Customers;

/// <summary>What the panel warns of before an agent changes anything (A3.17, A3.18, A8.7, A8.8).</summary>
public class CustomerWarningTests
{
    [Theory, BothDatabases]
    public async Task A3_17_A_name_like_another_customers_is_warned_of_on_both_and_follows_a_new_name(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var real = await Known(bo, "c-1", "tb0089");
        var twin = await Known(bo, "c-2", "tbO089");
        await Known(bo, "c-3", "tb0089"); // of the same name: no look-alike

        var seen = (await Warnings(bo, real.Id)).Single();
        (seen.Kind, seen.Others.Single().Id, seen.Others[0].Mine, seen.Others[0].Theirs).ShouldBe((CustomerWarningKind.LookAlike, twin.Id, "tb0089", "tbO089"));
        (await Warnings(bo, twin.Id)).Single().Others.Select(o => o.ExternalId).ShouldBe(["c-3", "c-1"]);

        await Known(bo, "c-2", "somebody else");
        (await Warnings(bo, real.Id)).ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A3_18_The_same_phone_or_address_on_another_account_asks_to_confirm_first(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var first = await Known(bo, "c-1", "王小兰", "138 0000 2071");
        await using var visitor = await shop.Arrives(identity: shop.Vouches("c-2", "兰兰"));
        await visitor.Says("hello");
        var second = await bo.Api.Get<Page<CustomerView>>($"{bo.Desk}/customers?q=c-2");
        await using var unknown = await shop.Asks("it is me");
        var saved = await bo.Api.Post<Xiaoer.Shared.Conversations.ConversationRow>($"{bo.Desk}/conversations/{unknown.Conversation}/customer", new Xiaoer.Shared.Conversations.SaveVisitorRequest("兰", "13800002071", AsAnother: true));
        await Order(bo, "o-1", "c-1", "王小兰", "浙江省杭州市西湖区文三路1号");
        await Order(bo, "o-2", "c-2", "王小兰", "浙江省 杭州市 西湖区 文三路 1号");

        var warning = (await Warnings(bo, first.Id)).Single();

        warning.Kind.ShouldBe(CustomerWarningKind.SamePerson);
        warning.Others.Select(o => (o.Id, string.Join(',', o.By))).ShouldBe([(saved.CustomerId!.Value, "Phone"), (second.Items.Single().Id, "Address")], ignoreOrder: true);
        (await bo.Api.Get<CustomerView>($"{bo.Desk}/customers/{saved.CustomerId}")).Identities.ShouldBeEmpty("the number stays with whom it is of");
        (await bo.Api.Http.GetStringAsync($"{bo.Desk}/customers/{first.Id}/warnings")).ShouldNotContain("2071");
    }

    [Theory, BothDatabases]
    public async Task A8_7_Paid_unsent_orders_to_one_address_could_go_together(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var wang = await Known(bo, "c-1", "王小兰");
        await Order(bo, "o-1", "c-1", "王小兰", "浙江省杭州市西湖区文三路1号");
        await Order(bo, "o-2", "c-1", "王小兰", "浙江省杭州市西湖区文三路1号");
        await Order(bo, "o-3", "c-1", "李四", "浙江省杭州市西湖区文三路1号");
        await Order(bo, "o-4", "c-1", "王小兰", "浙江省杭州市西湖区文三路1号", TradeStatus.Shipped, tracking: "SF1001");

        var warning = (await Warnings(bo, wang.Id)).Single();

        (warning.Kind, warning.Lots.Single().SameAddress).ShouldBe((CustomerWarningKind.MergeOrders, true));
        warning.Lots[0].Orders.Select(o => o.ExternalId).ShouldBe(["o-1", "o-2"], ignoreOrder: true);
        var sent = await bo.Api.Get<Page<OrderView>>($"{bo.Desk}/customers/{wang.Id}/orders");
        sent.Items.Single(o => o.ExternalId == "o-4").Parcel.ShouldBe(new OrderParcelView("顺丰", "SF1001"));
    }

    [Theory, BothDatabases]
    public async Task A_warning_put_aside_is_audited_and_comes_back_with_something_new(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var real = await Known(bo, "c-1", "tb0089");
        await Known(bo, "c-2", "tbO089");

        await bo.Api.Post($"{bo.Desk}/customers/{real.Id}/warnings", new DismissWarningRequest(CustomerWarningKind.LookAlike, true));
        (await Warnings(bo, real.Id)).ShouldBeEmpty();
        await Known(bo, "c-3", "tbО089"); // and one in Cyrillic
        (await Warnings(bo, real.Id)).Single().Others.Count.ShouldBe(2);

        await bo.Api.Post($"{bo.Desk}/customers/{real.Id}/warnings", new DismissWarningRequest(CustomerWarningKind.LookAlike, true));
        await bo.Api.Post($"{bo.Desk}/customers/{real.Id}/warnings", new DismissWarningRequest(CustomerWarningKind.LookAlike, false));
        (await Warnings(bo, real.Id)).Single().Others.Count.ShouldBe(2);
        var actions = await shop.App.Look(db => db.Set<AuditEntry>().Where(a => a.ShopId == new ShopId(shop.Id) && a.Action.StartsWith("customer.warning")).OrderBy(a => a.Id).Select(a => a.Action).ToListAsync());
        actions.ShouldBe(["customer.warning_dismissed", "customer.warning_dismissed", "customer.warning_restored"]);
    }

    private static async Task<IReadOnlyList<CustomerWarningView>> Warnings(Agent agent, Guid customer) => (await agent.Api.Get<Page<CustomerWarningView>>($"{agent.Desk}/customers/{customer}/warnings")).Items;

    private static Task<OrderView> Order(Agent agent, string number, string customer, string receiver, string address, TradeStatus trade = TradeStatus.Paid, string? tracking = null) =>
        agent.Api.Put<OrderView>($"{agent.Desk}/orders/by-external-id/{number}", new PutOrderRequest(
            customer, trade, PaymentStatus.Paid, new DateTimeOffset(2026, 11, 20, 12, 0, 0, TimeSpan.Zero), null, [new PutOrderItemRequest("CUP", "杯子", 1, Money.Cny(100_00))])
        { Receiver = receiver, Address = address, Courier = tracking is null ? null : "顺丰", TrackingNumber = tracking });
}
