using System.Net;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Platform.Files;

namespace Xiaoer.Tests.Conversations;

/// <summary>A message is acknowledged once it is stored, in one order for everybody, once and for ever (P1–P3, W-06, W-08, W-10).</summary>
public class SendingTests
{
    [Theory, BothDatabases]
    public async Task Messages_stand_in_the_order_they_were_acknowledged(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();

        List<MessageAck> acks = [];
        for (var i = 1; i <= 10; i++) acks.Add(i % 2 == 0 ? await visitor.Says($"word {i}") : (await visitor.SaysLive($"word {i}")).Ack!);

        acks.Select(a => a.ConversationId).Distinct().ShouldHaveSingleItem();
        acks.Select(a => a.Sequence).ShouldBe(acks.Select(a => a.Sequence).Order());
        var thread = await visitor.Thread();
        thread.Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(Enumerable.Range(1, 10).Select(i => $"word {i}"));
        thread.LastSequence.ShouldBe(acks[^1].Sequence);
    }

    [Theory, BothDatabases]
    public async Task Fifty_voices_at_once_make_one_gapless_thread(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("first");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);

        var acks = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => i % 2 == 0 ? visitor.Says($"v{i}") : lan.Replies(visitor.Conversation, $"a{i}")));

        acks.Select(a => a.Sequence).Distinct().Count().ShouldBe(50);
        var page = await lan.Messages(visitor.Conversation, 0);
        page.Items.Select(m => m.Sequence).ShouldBe(Enumerable.Range(1, page.Items.Count).Select(n => (long)n));
        foreach (var ack in acks) page.Items.Single(m => m.Id == ack.Id).Sequence.ShouldBe(ack.Sequence);
    }

    [Theory, BothDatabases]
    public async Task W11_The_same_message_again_is_the_same_message(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        var message = visitor.Message("Only once, please");

        var first = await visitor.Says(message);
        var again = await visitor.Says(message);
        var live = (await visitor.SaysLive(message)).Ack!;

        foreach (var repeat in new[] { again, live })
            repeat.ShouldBe(first with { Repeated = true });
        (await visitor.Thread()).Items.Count(m => m.Text == "Only once, please").ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task W11_Twenty_tries_at_once_store_one_message(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        var message = visitor.Message("Hello?");

        var acks = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => visitor.Says(message)));

        acks.Select(a => a.Id).Distinct().ShouldHaveSingleItem();
        acks.Count(a => !a.Repeated).ShouldBe(1);
        (await visitor.Thread()).Items.Count(m => m.Kind == MessageKind.Text).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task W11_The_same_id_with_other_words_is_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        await visitor.Says("One", "same-id");

        (await Should.ThrowAsync<Refused>(() => visitor.Says("Two", "same-id"))).ShouldSatisfyAllConditions(
            r => r.Status.ShouldBe(HttpStatusCode.Conflict), r => r.Code.ShouldBe("idempotency_mismatch"));
        (await visitor.SaysLive("Two", "same-id")).Code.ShouldBe("idempotency_mismatch");
    }

    [Theory, BothDatabases]
    public async Task W11_Another_visitors_id_means_nothing_to_mine(Database database)
    {
        var shop = await TestShop.On(database);
        await using var one = await shop.Arrives();
        await using var other = await shop.Arrives();

        var first = await one.Says("Mine", "same-id");
        var second = await other.Says("Mine", "same-id");

        second.Id.ShouldNotBe(first.Id);
        second.Repeated.ShouldBeFalse();
    }

    [Theory]
    [BothDatabases]
    public async Task W11_An_id_too_long_or_empty_is_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();

        foreach (var id in new[] { new string('x', 65), new string('x', 1_000_000), "" })
            ((int)(await Should.ThrowAsync<Refused>(() => visitor.Says("hi", id))).Status).ShouldBeOneOf(400, 413);
        (await visitor.Says("hi", new string('x', 64))).Sequence.ShouldBeGreaterThan(0);
    }

    [Theory, BothDatabases]
    public async Task W06_Text_that_no_keyboard_types_is_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();

        async Task Refuses(string text, string code) => (await visitor.SaysLive(text)).Code.ShouldBe(code);

        await Refuses(new string('好', ConversationRules.MaxTextLength + 1), "too_long");
        await Refuses("e" + new string('\u0301', 3000), "bad_text");
        await Refuses("zero \0 byte", "bad_text");
        (await visitor.Says(new string('好', ConversationRules.MaxTextLength))).Sequence.ShouldBeGreaterThan(0);
    }

    [Theory, BothDatabases]
    public async Task W06_Half_a_character_is_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        // No well-behaved client can even write this: the escape is put into the JSON by hand.
        using var json = new StringContent("""{"client_message_id":"half","kind":"text","text":"half \ud83d pair"}""", Encoding.UTF8, "application/json");

        var answer = await visitor.Api.Send(HttpMethod.Post, "/api/v1/widget/messages", json);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Theory, BothDatabases]
    public async Task W06_Stored_text_is_composed(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();

        await visitor.Says("Cafe\u0301");

        (await visitor.Thread()).Items[^1].Text.ShouldBe("Café");
    }

    [Theory, BothDatabases]
    public async Task W06_A_frame_too_large_closes_the_line_and_harms_nothing(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("before");
        var line = await visitor.Connects();

        await Should.ThrowAsync<Exception>(() => visitor.SaysLive(new string('x', 1 << 20)));

        await line.Closed(TimeSpan.FromSeconds(10));
        (await visitor.Says("after")).Sequence.ShouldBeGreaterThan(0);
    }

    [Theory, BothDatabases]
    public async Task W08_Whatever_is_typed_comes_back_letter_by_letter(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        await using var lan = await shop.SignsIn("Lan");
        string[] texts =
        [
            "<img src=x onerror=alert(1)>", "<script>alert(1)</script>", "javascript:alert(1)", "data:text/html,<b>x</b>", "{{constructor.constructor('x')()}}",
            "${7*7}", "@(1+1)", "'; DROP TABLE messages; --", "%s%n", "\\u0041", "=cmd|' /C calc'!A0", "a\tb\nc", "‮rtl", "👩‍👩‍👧‍👦", "NULL", "\"quoted\"",
        ];

        foreach (var text in texts) await visitor.Says(text);

        (await visitor.Thread()).Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(texts);
        (await lan.Messages(visitor.Conversation, 0)).Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(texts);
    }

    [Theory]
    [BothDatabases]
    public async Task W10_A_visitor_cannot_claim_to_be_somebody_else(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");

        foreach (var field in new[] { "\"author\":\"agent\"", "\"sender_id\":\"0199c0de-0000-7000-8000-000000000001\"", "\"is_private\":true", "\"created_at\":\"2020-01-01T00:00:00Z\"", "\"sequence\":1", "\"shop_id\":\"x\"" })
        {
            using var json = new StringContent($$"""{"client_message_id":"spoof","kind":"text","text":"I am the agent",{{field}}}""", Encoding.UTF8, "application/json");
            (await visitor.Api.Send(HttpMethod.Post, "/api/v1/widget/messages", json)).StatusCode.ShouldBe(HttpStatusCode.BadRequest, field);
        }

        foreach (var kind in new[] { MessageKind.Note, MessageKind.Event, MessageKind.Order, MessageKind.OrderConfirmation, MessageKind.File })
            (await visitor.SaysLive(visitor.Message("spoof") with { Kind = kind })).Ack.ShouldBeNull($"{kind}");

        (await lan.Messages(visitor.Conversation, 0)).Items.Where(m => m.Kind != MessageKind.Event).ShouldHaveSingleItem().Author.ShouldBe(MessageAuthor.Customer);
    }

    [Theory, BothDatabases]
    public async Task A_product_card_too_large_to_keep_is_refused(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        var address = "https://shop.example/?" + new string('&', 1960);

        SendMessageRequest Card(string? url, string? picture) =>
            visitor.Message("") with { Kind = MessageKind.Product, Content = new MessageContent(Product: new ProductPart("茶", url, picture, null, null)) };

        (await visitor.SaysLive(Card(address, address))).Code.ShouldBe("bad_content");
        (await visitor.SaysLive(Card(address.Replace('&', 'a'), address.Replace('&', 'a')))).Code.ShouldBeNull();
        (await Should.ThrowAsync<Refused>(() => visitor.Comes(visitor.Token, page: new VisitedPage(null, null, null, Card(address, address).Content!.Product)))).Code.ShouldBe("bad_page");
    }

    [Theory, BothDatabases]
    public async Task A_message_that_the_store_never_takes_holds_nobody_up(Database database)
    {
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("hello");
        var rule = database == Database.Postgres
            ? "ALTER TABLE messages ADD CONSTRAINT clean CHECK (text <> 'poison')"
            : "CREATE TRIGGER clean BEFORE INSERT ON messages WHEN NEW.text = 'poison' BEGIN SELECT RAISE(ABORT, 'poison'); END";
        await app.Look(db => db.Write(ct => db.Database.ExecuteSqlRawAsync(rule, ct)));

        await visitor.Connects();

        var results = await Task.WhenAll(Enumerable.Range(0, 40).Select(i => visitor.SaysLive(i == 20 ? "poison" : $"word {i}")));

        results[20].Code.ShouldBe("bad_content");
        results.Where((_, i) => i != 20).ShouldAllBe(r => r.Ack != null);
    }

    [Theory, BothDatabases]
    public async Task An_agent_answers_only_in_their_own_conversations_but_may_note_in_the_teams(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await lan.Claims(visitor.Conversation);

        (await Should.ThrowAsync<Refused>(() => mei.Replies(visitor.Conversation, "me too"))).Code.ShouldBe("conversation.not_yours");
        await mei.Notes(visitor.Conversation, "I know this customer");
        await lan.Replies(visitor.Conversation, "How can I help?");

        (await visitor.Thread()).Items.ShouldNotContain(m => m.Kind == MessageKind.Note);
        (await lan.Messages(visitor.Conversation, 0)).Items.ShouldContain(m => m.Kind == MessageKind.Note && m.SenderName == "Mei");
    }

    [Theory, BothDatabases]
    public async Task A_picture_is_used_once_its_message_is_stored(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("show me");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await lan.Claims(visitor.Conversation);
        var file = await mei.Api.Post<FileView>($"{mei.Desk}/files", FilesHost.Form(Pictures.Of(60, 40)));
        var id = new FileId(file.Id);
        Task<DateTimeOffset?> Used() => shop.App.Look(db => db.Set<StoredFile>().Where(f => f.Id == id).Select(f => f.AttachedAt).SingleAsync());
        SendMessageRequest Picture() => mei.Message("") with { Kind = MessageKind.Image, Content = new MessageContent(Image: new ImagePart(file.Id, 0, 0)) };

        (await Should.ThrowAsync<Refused>(() => mei.Says(visitor.Conversation, Picture()))).Code.ShouldBe("conversation.not_yours");
        (await Used()).ShouldBeNull();
        await lan.Transfers(visitor.Conversation, person: mei.Id);
        var ack = await mei.Says(visitor.Conversation, Picture());

        (await Used()).ShouldBe(ack.At);
    }
}
