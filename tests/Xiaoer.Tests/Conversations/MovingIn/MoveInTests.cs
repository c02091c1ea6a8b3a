using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Conversations.MovingIn;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Knowledge;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Search;

namespace Xiaoer.Tests.Conversations.MovingIn;

/// <summary>A shop moves in from another desk and goes on where it was.</summary>
public class MoveInTests
{
    private static readonly DateTimeOffset May = new(2026, 5, 20, 8, 0, 0, TimeSpan.Zero);

    private static readonly MoveInRequest Desk = new(
        "zendesk",
        Contacts: [new("42", "cust-7", "王小明", "13800002071", "ming@example.com", "杭州"), new("43", Name: "李雷")],
        Conversations:
        [
            new("1", "42", Open: false, [Said("茶杯有货吗？", 0), Answered("有的，今天发。", 1), new(MessageAuthor.Agent, "熟客", May.AddMinutes(2), Note: true)]),
            new("2", "42", Open: true, [Said("我的包裹到哪里了", 60)]),
            new("3", "43", Open: true, [Said("可以开发票吗", 30), Answered("可以。", 31), Said("谢谢，抬头怎么填", 32)]),
        ],
        Phrases: [new("您好，在的。", "hy", "欢迎", "开场"), new("您好，在的。 ", "zai")]);

    [Theory, BothDatabases]
    public async Task What_was_open_waits_in_the_queue_and_what_was_settled_can_be_found(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");

        var report = await bo.MovesIn(Desk with { ChannelId = shop.Channel });

        (report.Contacts, report.Conversations, report.Phrases).ShouldBe((new MoveInCount(2, 0, 0), new MoveInCount(3, 0, 0), new MoveInCount(1, 0, 1)));
        var rows = (await bo.Inbox()).Items.Where(r => r.Name is "王小明" or "李雷").ToList();
        rows.Select(r => (r.Name, r.Status, r.Preview, r.Unread)).ShouldBe(
            [("李雷", ConversationStatus.Queued, "谢谢，抬头怎么填", 2), ("王小明", ConversationStatus.Queued, "我的包裹到哪里了", 1)], ignoreOrder: true);
        rows.Single(r => r.Name == "李雷").WaitingSince.ShouldBe(May.AddMinutes(32));
        await bo.SoonFinds("茶杯有货", 1);
        var settled = await bo.Api.Get<ConversationView>($"{bo.Desk}/conversations/{(await bo.Finds("茶杯有货")).Items.Single().ConversationId}");
        settled.Row.Status.ShouldBe(ConversationStatus.Resolved);
        settled.Messages.Items.Select(m => (m.Sequence, m.Author, m.Kind, m.At)).ShouldBe(
            [(1, MessageAuthor.Customer, MessageKind.Text, May), (2, MessageAuthor.Agent, MessageKind.Text, May.AddMinutes(1)), (3, MessageAuthor.Agent, MessageKind.Note, May.AddMinutes(2))]);
    }

    [Theory, BothDatabases]
    public async Task The_same_again_changes_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await bo.MovesIn(Desk);
        var before = (await bo.Inbox()).Items.Count;

        var again = await bo.MovesIn(Desk);

        (again.Contacts, again.Conversations, again.Phrases).ShouldBe((new MoveInCount(0, 0, 2), new MoveInCount(0, 0, 3), new MoveInCount(0, 0, 2)));
        (await bo.Inbox()).Items.Count.ShouldBe(before);
    }

    [Theory, BothDatabases]
    public async Task Who_proves_the_shops_number_goes_on_talking_and_nobody_else_sees_a_word(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await bo.MovesIn(Desk with { ChannelId = shop.Channel });

        await using var ming = await shop.Arrives(identity: shop.Vouches("cust-7"));
        await using var guesses = await shop.Arrives(identity: shop.Vouches("43"));
        await using var guessesAgain = await shop.Arrives(identity: shop.Vouches("zendesk-43"));

        var thread = await ming.Api.Get<VisitorThread>("/api/v1/widget/thread");
        thread.Items.Select(m => m.Text).ShouldContain("我的包裹到哪里了");
        thread.Items.ShouldNotContain(m => m.Kind == MessageKind.Note);
        foreach (var other in (Visitor[])[guesses, guessesAgain]) (await other.Api.Get<VisitorThread>("/api/v1/widget/thread")).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Whom_an_agent_takes_for_the_customer_reads_nothing_of_what_they_wrote_elsewhere(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        await bo.MovesIn(Desk with { ChannelId = shop.Channel, Conversations = [] });
        await using var stranger = await shop.Asks("it is me, Ming");
        await bo.Claims(stranger.Conversation);
        var ming = (await bo.Api.Put<CustomerView>($"{bo.Desk}/customers/by-external-id/cust-7", new PutCustomerRequest("王小明", null, "13800002071", null))).Id;
        await bo.Api.Post<ConversationRow>($"{bo.Desk}/conversations/{stranger.Conversation}/customer", new SaveVisitorRequest(null, CustomerId: ming));

        await bo.MovesIn(Desk with { ChannelId = shop.Channel });

        (await stranger.Api.Get<VisitorThread>("/api/v1/widget/thread")).Items.ShouldNotContain(m => m.Text.Contains("包裹", StringComparison.Ordinal) || m.Text.Contains("茶杯", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task What_the_shop_has_it_keeps(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");
        var own = await bo.Adds(new SavePhraseRequest(PhraseScope.Shop, null, null, "hy", "我们自己的欢迎", null));

        await bo.MovesIn(Desk);

        (await bo.AtHand()).Phrases.Single(p => p.Shortcut == "hy").Text.ShouldBe(own.Text);
    }

    [Theory, BothDatabases]
    public async Task Only_who_may_write_all_of_it_brings_it(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var bo = await shop.SignsIn("Bo");
        var other = await shop.App.NewShop();

        (await lan.Api.Send(HttpMethod.Post, $"{lan.Desk}/move-in", Desk)).StatusCode.ShouldBe(HttpStatusCode.Forbidden);
        (await bo.Api.Send(HttpMethod.Post, $"{bo.Desk}/move-in", Desk with { ChannelId = other.Channel })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bo.Api.Send(HttpMethod.Post, $"{bo.Desk}/move-in", Desk with { Source = "Zen Desk" })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bo.Api.Send(HttpMethod.Post, $"{bo.Desk}/move-in", Desk with { Phrases = [null!] })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bo.Api.Send(HttpMethod.Post, $"{bo.Desk}/move-in", Desk with { Conversations = [new("9", null, false, [null!])] })).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await bo.Api.Send(HttpMethod.Post, $"/api/v1/shops/{other.Id}/move-in", Desk)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory, BothDatabases]
    public async Task What_cannot_be_is_named_and_the_rest_comes(Database database)
    {
        var shop = await TestShop.On(database);
        await using var bo = await shop.SignsIn("Bo");

        var report = await bo.MovesIn(new MoveInRequest(
            "desk", Contacts: [new("1", Phone: "not a number", Email: "nor@this@one")],
            Conversations: [new("1", "1", false, [Said("早", 0), Said("未来", 60 * 24 * 400)]), new("2", null, false, [Said("匿名的问题", 1)])]));

        report.Refused.Select(r => (r.What, r.Id, r.Code)).ShouldBe([("contact", "1", "bad_phone"), ("contact", "1", "bad_email"), ("message", "1", "bad_time")]);
        report.Conversations.Added.ShouldBe(2);
    }

    private static MoveInMessage Said(string text, int minute) => new(MessageAuthor.Customer, text, May.AddMinutes(minute));

    private static MoveInMessage Answered(string text, int minute) => new(MessageAuthor.Agent, text, May.AddMinutes(minute));
}

/// <summary>What an agent does to move in.</summary>
internal static class MovingInWords
{
    public static Task<MoveInReport> MovesIn(this Agent agent, MoveInRequest request) => agent.Api.Post<MoveInReport>($"{agent.Desk}/move-in", request);
}
