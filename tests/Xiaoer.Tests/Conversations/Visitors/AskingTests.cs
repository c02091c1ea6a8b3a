using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations.Visitors;

/// <summary>Beside words: asking for a person, asking about an order of one's own, leaving a message while nobody answers.</summary>
public class AskingTests
{
    [Theory, BothDatabases]
    public async Task Whoever_wants_a_person_waits_in_the_queue_before_a_word_is_written(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        await using var lan = await shop.SignsIn("Lan");

        await visitor.Api.Post("/api/v1/widget/person");
        await visitor.Api.Post("/api/v1/widget/person");

        var row = (await lan.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem();
        (row.PersonWantedAt is not null, row.WaitingSince is not null).ShouldBe((true, true));
        (await visitor.Thread()).Items.ShouldHaveSingleItem().Text.ShouldBe(ThreadEvents.PersonWanted);
        var taken = await lan.TakesNext();
        (taken!.Id, taken.PersonWantedAt).ShouldBe((row.Id, null));
        await visitor.Api.Post("/api/v1/widget/person"); // they have one
        (await lan.Opens(row.Id)).Row.PersonWantedAt.ShouldBeNull();
    }

    [Theory, BothDatabases]
    public async Task The_wish_for_a_person_is_told_live_and_replays(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        var line = await lan.Connects();
        var before = await lan.Inbox();

        await visitor.Api.Post("/api/v1/widget/person");

        await line.Until(ConversationEvents.PersonWanted);
        var replayed = InboxReplay.Apply(InboxState.From(before.Items, before.Cursor), (await lan.EventsAfter(before.Cursor)).Events);
        replayed.List(InboxFilter.All, lan.Id).ShouldBe((await lan.Inbox()).Items);
    }

    [Theory, BothDatabases]
    public async Task A_customer_asks_about_an_order_of_their_own(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await Buys(shen, "O-1", "cust-1");
        await Buys(shen, "O-2", "cust-2");
        await using var visitor = await shop.Arrives(identity: shop.Vouches("cust-1", "王小明"));
        var mine = (await visitor.Api.Get<VisitorOrders>("/api/v1/widget/orders")).Items.ShouldHaveSingleItem();

        await visitor.Says(Order(mine.OrderId, "o-1"));

        await using var lan = await shop.SignsIn("Lan");
        var shown = (await lan.Opens(visitor.Conversation)).Messages.Items.Single(m => m.Kind == MessageKind.Order).Content!.Order!;
        (shown.ExternalId, shown.TradeStatus, shown.Total, shown.ItemCount).ShouldBe(("O-1", TradeStatus.Paid, Money.Cny(200), 1));
        shown.Items!.ShouldHaveSingleItem().ShouldBe(new OrderPartItem("Pot", 2));
    }

    [Theory, BothDatabases]
    public async Task P5_Nobody_asks_about_somebody_elses_order(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var theirs = await Buys(shen, "O-3", "cust-3");
        await using var known = await shop.Arrives(identity: shop.Vouches("cust-4"));
        await using var anonymous = await shop.Arrives();

        foreach (var visitor in new[] { known, anonymous })
        {
            (await visitor.Api.Get<VisitorOrders>("/api/v1/widget/orders")).Items.ShouldBeEmpty();
            (await Should.ThrowAsync<Refused>(() => visitor.Says(Order(theirs, "x")))).Code.ShouldBe("order_not_found");
            (await visitor.SaysLive(Order(theirs, "y"))).Code.ShouldBe("order_not_found");
        }
        (await Should.ThrowAsync<Refused>(() => known.Says(Order(Guid.Empty, "z")))).Code.ShouldBe("order_not_found");
    }

    [Theory, BothDatabases]
    public async Task W10_What_an_order_card_says_comes_from_the_store(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var order = await Buys(shen, "O-5", "cust-5");
        await using var visitor = await shop.Arrives(identity: shop.Vouches("cust-5"));
        var forged = new SendMessageRequest("forged", MessageKind.Order, null, new MessageContent(Order: new OrderPart(order, "O-999", TradeStatus.Completed, Money.Cny(1), [new("free", 1)], 1)));

        var first = await visitor.Says(forged);
        // The order moves on between two tries: the same message all the same.
        await Buys(shen, "O-5", "cust-5", TradeStatus.Shipped);
        (await visitor.Says(forged)).ShouldBe(first with { Repeated = true });

        var shown = (await visitor.Thread()).Items.Single(m => m.Kind == MessageKind.Order).Content!.Order!;
        (shown.ExternalId, shown.TradeStatus, shown.Total).ShouldBe(("O-5", TradeStatus.Paid, Money.Cny(200)));
    }

    [Theory, BothDatabases]
    public async Task An_agent_sends_only_orders_of_the_customer_they_serve(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        var (mine, other) = (await Buys(shen, "O-6", "cust-6"), await Buys(shen, "O-7", "cust-7"));
        await using var visitor = await shop.Arrives(identity: shop.Vouches("cust-6"));
        await visitor.Says("my order?");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);

        await lan.Says(visitor.Conversation, Order(mine, "a-1"));
        (await Should.ThrowAsync<Refused>(() => lan.Says(visitor.Conversation, Order(other, "a-2")))).Code.ShouldBe("order_not_found");

        (await visitor.Thread()).Items.Single(m => m.Kind == MessageKind.Order).Content!.Order!.ExternalId.ShouldBe("O-6");
    }

    [Theory, BothDatabases]
    public async Task What_is_left_while_nobody_answers_waits_in_the_queue_with_how_to_reach_them(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Api.Put<CustomerView>($"{shen.Desk}/customers/by-external-id/c-9", new PutCustomerRequest("真的客户", null, "13800002071", null));
        await using var visitor = await shop.Arrives();
        var form = Form(visitor, "13800002071", "MING@shop.example");

        var ack = await visitor.Api.Post<MessageAck>("/api/v1/widget/offline", form);
        (await visitor.Api.Post<MessageAck>("/api/v1/widget/offline", form)).ShouldBe(ack with { Repeated = true });

        await using var lan = await shop.SignsIn("Lan");
        var row = (await lan.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem();
        (row.CustomerId, row.Verified, row.Preview).ShouldBe((null, false, "周末能发货吗？"));
        var detail = await lan.Api.Get<VisitorDetail>($"{lan.Desk}/visitors/{visitor.Id}");
        detail.Contacts.Select(c => (c.Kind, c.Value, c.Name, c.Masked)).ShouldBe(
            [(IdentityKind.Phone, "138****2071", "小明", true), (IdentityKind.Email, "M***@shop.example", "小明", true)], ignoreOrder: true);
        (await Should.ThrowAsync<Refused>(() => lan.Api.Post($"{lan.Desk}/visitors/{visitor.Id}/unmask", new UnmaskRequest("call back")))).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await shen.Api.Post<List<VisitorContactView>>($"{shen.Desk}/visitors/{visitor.Id}/unmask", new UnmaskRequest("call back"))).ShouldContain(c => c.Value == "+86 138 0000 2071");
    }

    [Theory, BothDatabases]
    public async Task Without_contact_or_consent_nothing_is_kept(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();

        async Task<string?> Code(OfflineRequest form) => (await Should.ThrowAsync<Refused>(() => visitor.Api.Post<MessageAck>("/api/v1/widget/offline", form))).Code;

        (await Code(Form(visitor, null, null))).ShouldBe("offline.no_contact");
        (await Code(Form(visitor, "12", null))).ShouldBe("offline.bad_phone");
        (await Code(Form(visitor, null, "<script>@x"))).ShouldBe("offline.bad_email");
        (await Code(Form(visitor, "13800002071", null) with { Consent = false })).ShouldBe("offline.no_consent");
        (await visitor.Thread()).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task W12_One_address_cannot_leave_contact_data_without_end(Database database)
    {
        await using var app = await XiaoerApp.Start(database, o => { XiaoerApp.Generous(o); o.Limits.VisitorContactsPerDay = 2; o.Limits.AddressContactsPerDay = 3; });
        var shop = await app.NewShop();
        await using var one = await shop.Arrives();
        await using var two = await shop.Arrives();

        await Leave(one, "a1@shop.example");
        await Leave(one, "a2@shop.example");
        (await Should.ThrowAsync<Refused>(() => Leave(one, "a3@shop.example"))).Status.ShouldBe(HttpStatusCode.TooManyRequests);
        await Leave(two, "b1@shop.example");
        (await Should.ThrowAsync<Refused>(() => Leave(two, "b2@shop.example"))).Code.ShouldBe("slow_down");
    }

    private static Task<MessageAck> Leave(Visitor visitor, string email) => visitor.Api.Post<MessageAck>("/api/v1/widget/offline", Form(visitor, null, email));

    private static OfflineRequest Form(Visitor visitor, string? phone, string? email) => new(visitor.Message("").ClientMessageId, "小明", email, phone, "周末能发货吗？", true);

    private static SendMessageRequest Order(Guid order, string id) => new(id, MessageKind.Order, null, new MessageContent(Order: new OrderPart(order)));

    private static async Task<Guid> Buys(Agent shen, string number, string customer, TradeStatus status = TradeStatus.Paid)
    {
        await shen.Api.Put<CustomerView>($"{shen.Desk}/customers/by-external-id/{customer}", new PutCustomerRequest(customer, null, null, null));
        var order = new PutOrderRequest(customer, status, PaymentStatus.Paid, new DateTimeOffset(2026, 11, 1, 0, 0, 0, TimeSpan.Zero), null, [new PutOrderItemRequest("S-1", "Pot", 2, Money.Cny(100))]);
        return (await shen.Api.Put<OrderView>($"{shen.Desk}/orders/by-external-id/{number}", order)).Id;
    }
}
