using System.Net;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Somebody without a name becomes a customer from the chat (A3.13), and earlier conversations are read page by page.</summary>
public class SaveVisitorTests
{
    [Theory, BothDatabases]
    public async Task A_visitor_saved_with_name_and_phone_is_a_customer_and_proven_of_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("do you have it in blue?");
        await lan.Claims(visitor.Conversation);
        var before = (await lan.Inbox()).Cursor;

        var row = await Save(lan, visitor.Conversation, new SaveVisitorRequest("周小雨", "13800002071"));

        (row.Name, row.Verified).ShouldBe(("周小雨", false));
        var customer = await lan.Api.Get<CustomerView>($"{lan.Desk}/customers/{row.CustomerId}");
        (customer.Name, customer.Identities.Single().Value).ShouldBe(("周小雨", "138****2071"));
        (await lan.EventsAfter(before)).Events.Select(e => e.Name).ShouldContain(ConversationEvents.Identified);
        (await visitor.Comes(visitor.Token)).Name.ShouldBeNull("the browser has proven nothing");
        await lan.Resolves(visitor.Conversation);
        (await Should.ThrowAsync<Refused>(() => Save(lan, visitor.Conversation, new SaveVisitorRequest("again")))).Code.ShouldBe("conversation.customer_known");
        (await shop.App.Look(db => db.Set<AuditEntry>().CountAsync(a => a.ShopId == new ShopId(shop.Id) && a.Action == "customer.saved"))).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task A_phone_we_know_is_refused_until_the_agent_links_or_says_it_is_somebody_else(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var known = await lan.Api.Put<CustomerView>($"{lan.Desk}/customers/by-external-id/c-1", new PutCustomerRequest("王小兰", null, "13800002071", null));
        await using var visitor = await shop.Asks("it is me, Lan");

        (await Should.ThrowAsync<Refused>(() => Save(lan, visitor.Conversation, new SaveVisitorRequest("兰", "13800002071")))).Code.ShouldBe("customer.identity_taken");
        (await lan.Opens(visitor.Conversation)).Row.CustomerId.ShouldBeNull("nothing was half done");

        var row = await Save(lan, visitor.Conversation, new SaveVisitorRequest(null, CustomerId: known.Id));
        (row.CustomerId, row.Name).ShouldBe((known.Id, "王小兰"));
    }

    [Theory, BothDatabases]
    public async Task Whom_the_shop_vouches_for_is_not_who_an_agent_took_them_for(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var taken = await lan.Api.Put<CustomerView>($"{lan.Desk}/customers/by-external-id/c-1", new PutCustomerRequest("王小兰", null, null, null));
        await using var visitor = await shop.Asks("it is me");
        await lan.Claims(visitor.Conversation);
        await Save(lan, visitor.Conversation, new SaveVisitorRequest(null, CustomerId: taken.Id));
        await lan.Resolves(visitor.Conversation);
        var conversation = visitor.Conversation;

        await visitor.Comes(visitor.Token, shop.Vouches("c-2"));

        var row = (await lan.Opens(conversation)).Row;
        row.CustomerId.ShouldNotBeNull();
        row.CustomerId.ShouldNotBe(taken.Id);
    }

    [Fact]
    public async Task What_is_no_phone_or_nobodys_business_is_refused()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua"); // of the other team
        await using var visitor = await shop.Asks("hello");

        (await Should.ThrowAsync<Refused>(() => Save(lan, visitor.Conversation, new SaveVisitorRequest("x", "12")))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Should.ThrowAsync<Refused>(() => Save(lan, visitor.Conversation, new SaveVisitorRequest(null)))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await Should.ThrowAsync<Refused>(() => Save(lan, visitor.Conversation, new SaveVisitorRequest(null, CustomerId: Guid.CreateVersion7())))).Status.ShouldBe(HttpStatusCode.NotFound);
        (await Should.ThrowAsync<Refused>(() => Save(hua, visitor.Conversation, new SaveVisitorRequest("x")))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task Earlier_conversations_come_newest_first_page_by_page_and_only_what_the_reader_may_see(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        var known = await bo.Api.Put<CustomerView>($"{bo.Desk}/customers/by-external-id/c-1", new PutCustomerRequest("王小兰", null, null, null));
        var asked = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            await using var visitor = await shop.Asks($"question {i}");
            await Save(bo, visitor.Conversation, new SaveVisitorRequest(null, CustomerId: known.Id));
            asked.Add(visitor.Conversation);
        }

        await bo.Transfers(asked[1], team: shop.Seeded.Aftersales);

        (await Pages(bo, asked[3])).ShouldBe([asked[2], asked[1], asked[0]]);
        (await Pages(lan, asked[3])).ShouldBe([asked[2], asked[0]], "the after-sales team has the other one");
    }

    private static async Task<List<Guid>> Pages(Agent agent, Guid of)
    {
        var (seen, next) = (new List<Guid>(), (string?)null);
        do
        {
            var page = await agent.Api.Get<Page<EarlierConversation>>($"{agent.Desk}/conversations/{of}/earlier?limit=1{(next is null ? "" : $"&cursor={next}")}");
            seen.AddRange(page.Items.Select(e => e.Id));
            next = page.Next;
        }
        while (next is not null);
        return seen;
    }

    private static Task<ConversationRow> Save(Agent agent, Guid conversation, SaveVisitorRequest request) => agent.Api.Post<ConversationRow>($"{agent.Desk}/conversations/{conversation}/customer", request);
}
