using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Conversations.Live;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using ThreadState = Xiaoer.Shared.Conversations.ThreadState;

namespace Xiaoer.Tests.Conversations;

/// <summary>What the live events say equals what a fresh page shows.</summary>
public class LiveTests
{
    [Theory, BothDatabases]
    public async Task The_list_replayed_from_the_event_log_equals_a_fresh_one(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var before = await shop.Asks("before");
        var stale = await Both(lan);

        await using var visitor = await shop.Asks("new");
        await lan.Claims(visitor.Conversation);
        await lan.Replies(visitor.Conversation, "hello");
        await visitor.Says("and?");
        await mei.TakesNext();
        await mei.Notes(before.Conversation, "hm");
        await mei.Moves(before.Conversation, ReceptionStep.Confirm);
        await lan.Transfers(visitor.Conversation, person: mei.Id);
        await mei.Resolves(before.Conversation);
        await before.Says("wait");
        var page = await lan.EventsAfter(stale.Cursor);
        var replayed = InboxReplay.Apply(stale, page.Events);

        page.ReloadRequired.ShouldBeFalse();
        page.Events.Select(e => e.Cursor).ShouldBe(page.Events.Select(e => e.Cursor).Order());
        Same(replayed, await Both(lan));
    }

    [Theory, BothDatabases]
    public async Task The_list_replayed_from_the_live_line_equals_a_fresh_one(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        var line = await lan.Connects();
        await line.Hub.InvokeAsync("Watch", shop.Id, true);
        var stale = await Both(lan);

        await using var visitor = await shop.Asks("new");
        await lan.Claims(visitor.Conversation);
        await lan.Replies(visitor.Conversation, "hello");
        await visitor.Says("and?");
        await lan.Resolves(visitor.Conversation);
        var last = await lan.EventsAfter(stale.Cursor);
        await line.Until(e => e.Cursor == last.Cursor);
        var replayed = InboxReplay.Apply(stale, line.Heard);

        Same(replayed with { Cursor = last.Cursor }, await Both(lan));
    }

    [Theory, BothDatabases]
    public async Task An_open_thread_replayed_equals_a_fresh_one(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await using var shen = await shop.SignsIn("Shen");
        var key = await shen.Api.Post<CreatedApiKey>($"{shen.Desk}/api-keys", new CreateApiKeyRequest("erp", [Permissions.Reply, Permissions.ReadConversations]));
        using var erp = shop.App.Anonymous(http => http.DefaultRequestHeaders.Authorization = new("Bearer", key.Secret));
        var line = await lan.Connects();
        (await line.Hub.InvokeAsync<bool>("Open", shop.Id, visitor.Conversation)).ShouldBeTrue();
        var stale = ThreadState.From(visitor.Conversation, (await lan.Opens(visitor.Conversation)).Messages);

        await lan.Claims(visitor.Conversation);
        await lan.Notes(visitor.Conversation, "for us");
        await erp.Post<MessageAck>($"{lan.Desk}/conversations/{visitor.Conversation}/messages", new SendMessageRequest("parcel-1", MessageKind.Note, "the parcel has left"));
        await lan.Replies(visitor.Conversation, "hello!");
        var last = await visitor.Says("bye");
        await line.Until(e => e.Name == ConversationEvents.MessagePosted && e.Read<MessagePosted>().Message.Sequence == last.Sequence);
        var replayed = ThreadReplay.Apply(stale, line.Heard);

        var fresh = ThreadState.From(visitor.Conversation, (await lan.Opens(visitor.Conversation)).Messages);
        if (replayed.HasGap) replayed = ThreadReplay.Merge(replayed, await lan.Messages(visitor.Conversation, replayed.Contiguous));
        replayed.Entries.Values.ShouldBe(fresh.Entries.Values);
        replayed.Contiguous.ShouldBe(fresh.Contiguous);
        fresh.Entries.Values.ShouldContain(m => m.SenderName == "erp");
    }

    [Theory, BothDatabases]
    public async Task A_visitor_hears_the_answer_and_never_the_notes(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        var line = await visitor.Connects();
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);

        await lan.Notes(visitor.Conversation, "difficult customer");
        await lan.Replies(visitor.Conversation, "How can I help?");

        await line.Until(e => e.Name == ConversationEvents.MessagePosted && e.Read<MessagePosted>().Message.Text == "How can I help?");
        line.Heard.ShouldNotContain(e => e.Data.GetRawText().Contains("difficult", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task Marks_move_forward_and_both_sides_hear_of_them(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        var hears = await visitor.Connects();
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var line = await lan.Connects();
        var answer = await lan.Replies(visitor.Conversation, "hi");

        await lan.Reads(visitor.Conversation, answer.Sequence);
        await hears.Until(e => e.Name == ConversationEvents.Read && e.Read<ConversationMarked>().Marks.AgentRead == answer.Sequence);
        await visitor.Reads(answer.Sequence, answer.Sequence);
        await line.Until(e => e.Name == ConversationEvents.Read && e.Read<ConversationMarked>().Marks.CustomerRead == answer.Sequence);
        await visitor.Reads(1, 1);
        await visitor.Says("ok");

        var row = (await lan.Opens(visitor.Conversation)).Row;
        row.Marks.CustomerRead.ShouldBe(answer.Sequence);
        row.Marks.AgentRead.ShouldBe(answer.Sequence);
        row.Unread.ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task Typing_is_seen_on_the_other_side(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        var hears = await visitor.Connects();
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var line = await lan.Connects();

        await hears.Hub.InvokeAsync("Typing", true);
        await line.Hub.InvokeAsync("Typing", shop.Id, visitor.Conversation, true);

        (await line.Until(e => e.Name == ConversationEvents.Typed && e.Read<ConversationTyped>().Author == MessageAuthor.Customer)).Cursor.ShouldBe(0);
        (await hears.Until(e => e.Name == ConversationEvents.Typed && e.Read<ConversationTyped>().Author == MessageAuthor.Agent)).Cursor.ShouldBe(0);
    }

    [Theory, BothDatabases]
    public async Task A_desk_hears_nothing_more_of_what_went_to_a_team_it_does_not_see(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("it broke");
        await using var lan = await shop.SignsIn("Lan");
        await using var bo = await shop.SignsIn("Bo");
        await using var hua = await shop.SignsIn("Hua");
        await lan.Claims(visitor.Conversation);
        var (lans, bos) = (await lan.Connects(), await bo.Connects());
        foreach (var line in new[] { lans, bos }) (await line.Hub.InvokeAsync<bool>("Open", shop.Id, visitor.Conversation)).ShouldBeTrue();

        await bo.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales);
        foreach (var line in new[] { lans, bos }) await line.Until(ConversationEvents.Left);
        (await lans.Hub.InvokeAsync<bool>("Open", shop.Id, visitor.Conversation)).ShouldBeFalse();
        (await bos.Hub.InvokeAsync<bool>("Open", shop.Id, visitor.Conversation)).ShouldBeTrue();
        await hua.TakesNext();
        await hua.Notes(visitor.Conversation, "between us");

        await bos.Until(e => Says(e, "between us"));
        await using var next = await shop.Asks("somebody else");
        await lans.Until(e => Says(e, "somebody else"));
        lans.Heard.ShouldNotContain(e => Says(e, "between us"));
        // Good-bye comes before the news, so that a lead's list keeps the row.
        InboxReplay.Apply(InboxState.From([], 0), bos.Heard).Rows.ShouldContainKey(visitor.Conversation);
    }

    [Theory, BothDatabases]
    public async Task A_visitor_who_closes_the_page_is_gone_however_often_it_joined(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        var presence = shop.App.Services.GetRequiredService<VisitorPresence>();
        int Pages() => presence.Here.Count(v => v.Visitor.Value == visitor.Id);

        for (var i = 0; i < 5; i++)
        {
            var line = await LiveLine.Open(new Uri(shop.App.Address, "/hubs/visitor"), socket => socket.SetRequestHeader("Authorization", $"Bearer {visitor.Token}"));
            await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => line.Hub.InvokeAsync<bool>("Join", visitor.Token)));
            Pages().ShouldBe(1);
            await line.DisposeAsync();
            await Soon.Until(() => Pages() == 0, "the visitor is gone");
        }
    }

    private static bool Says(Xiaoer.Shared.Platform.LiveEvent e, string text) => e.Name == ConversationEvents.MessagePosted && e.Read<MessagePosted>().Message.Text == text;

    private static async Task<InboxState> Both(Agent agent)
    {
        var (open, resolved) = (await agent.Inbox(), await agent.Inbox(InboxFilter.Resolved));
        return InboxState.From([.. open.Items, .. resolved.Items], resolved.Cursor);
    }

    // Marks are written a moment later and told without a number: they have a test of their own.
    private static void Same(InboxState replayed, InboxState fresh)
    {
        replayed.Cursor.ShouldBe(fresh.Cursor);
        Rows(replayed).ShouldBe(Rows(fresh));
    }

    private static IEnumerable<ConversationRow> Rows(InboxState state) =>
        state.Rows.Values.OrderBy(r => r.Id).Select(r => r with { Marks = new ReadMarks(0, 0, 0, 0), Unread = 0 });
}
