using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Accounts;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Platform.Files;
using Xiaoer.Tests.Search;
using ThreadState = Xiaoer.Shared.Conversations.ThreadState;

namespace Xiaoer.Tests.Conversations;

/// <summary>An author takes back what they have just said: it is gone from everywhere, and that it happened stays.</summary>
public class RecallTests
{
    [Theory, BothDatabases]
    public async Task An_agents_words_leave_both_sides_at_once(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("How much is it?");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var ack = await lan.Replies(visitor.Conversation, "nineteen fifty");
        var (ear, desk) = (await visitor.Connects(), await lan.Connects());

        await lan.Recalls(ack);

        var told = (await ear.Until(ConversationEvents.Recalled)).Read<MessageRecalled>();
        (told.Message.Id, told.Message.Text, told.Message.Content, told.Row).ShouldBe((ack.Id, "", null, null));
        told.Message.RecalledAt.ShouldNotBeNull();
        (await desk.Until(ConversationEvents.Recalled)).Read<MessageRecalled>().Row!.LastKind.ShouldBe(MessageKind.Event);
        foreach (var seen in new[] { await lan.Sees(ack), await visitor.Sees(ack) }) (seen.Text, seen.RecalledAt is null).ShouldBe(("", false));
        (await lan.Row(visitor.Conversation)).Preview.ShouldBe("");
        ear.Heard.Where(e => e.Name == ConversationEvents.Recalled).ShouldAllBe(e => !e.Data.GetRawText().Contains("nineteen", StringComparison.Ordinal));
    }

    [Theory, BothDatabases]
    public async Task A_visitors_words_go_and_the_desk_hears_it(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("first");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var desk = await lan.Connects();
        var ack = await visitor.Says("my card number is …");

        await visitor.Recalls(ack);
        await visitor.Recalls(ack);

        (await desk.Until(ConversationEvents.Recalled)).Read<MessageRecalled>().Message.Text.ShouldBe("");
        (await lan.Sees(ack)).Text.ShouldBe("");
        (await shop.App.Look(db => db.Set<Xiaoer.Conversations.Message>().Where(m => m.Id == ack.Id).Select(m => m.Text + m.Content).SingleAsync())).ShouldBe("");
    }

    [Theory, BothDatabases]
    public async Task Whoever_asked_for_a_person_goes_on_waiting_and_nothing_is_unread(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        await using var lan = await shop.SignsIn("Lan");
        await visitor.Api.Post("/api/v1/widget/person");
        var before = (await lan.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem();

        await visitor.Recalls(await visitor.Says("my card number is …"));

        var row = (await lan.Inbox(InboxFilter.Queue)).Items.ShouldHaveSingleItem();
        (row.WaitingSince, row.Unread).ShouldBe((before.WaitingSince, 0));
    }

    [Theory, BothDatabases]
    public async Task Only_ones_own_and_only_where_one_is_let_in(Database database)
    {
        var shop = await TestShop.On(database);
        var elsewhere = await shop.App.NewShop();
        await using var visitor = await shop.Asks("mine");
        await using var stranger = await shop.Asks("other");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var hua = await shop.SignsIn("Hua");
        await using var foreigner = await elsewhere.SignsIn("Shen");
        await lan.Claims(visitor.Conversation);
        var (asked, said, noted) = (await visitor.Says("a question"), await lan.Replies(visitor.Conversation, "an answer"), await lan.Notes(visitor.Conversation, "a note"));

        foreach (var recall in new Func<Task>[]
        {
            () => lan.Recalls(asked), () => mei.Recalls(said), () => mei.Recalls(noted), () => hua.Recalls(said), () => foreigner.Recalls(said),
            () => visitor.Recalls(said), () => visitor.Recalls(noted), () => stranger.Recalls(asked),
            () => stranger.Recalls(asked with { ConversationId = stranger.Conversation }),
            () => lan.Recalls(said with { Id = Guid.CreateVersion7(TimeProvider.System.GetUtcNow()) }),
        }) (await Should.ThrowAsync<Refused>(recall)).Status.ShouldBe(HttpStatusCode.NotFound);

        (await lan.Opens(visitor.Conversation)).Messages.Items.ShouldAllBe(m => m.RecalledAt == null);
    }

    [Theory, BothDatabases]
    public async Task After_two_minutes_it_is_too_late(Database database)
    {
        var clock = new FakeTimeProvider(TimeProvider.System.GetUtcNow());
        await using var app = await XiaoerApp.Start(database, clock: clock);
        var shop = await app.NewShop();
        await using var visitor = await shop.Arrives();
        var (early, late) = (await visitor.Says("early"), await visitor.Says("late"));

        clock.Advance(TimeSpan.FromSeconds(119));
        await visitor.Recalls(early);
        clock.Advance(TimeSpan.FromSeconds(2));

        (await Should.ThrowAsync<Refused>(() => visitor.Recalls(late))).ShouldSatisfyAllConditions(
            r => r.Status.ShouldBe(HttpStatusCode.Conflict), r => r.Code.ShouldBe("message.too_late"));
        (await visitor.Sees(late)).Text.ShouldBe("late");
        (await visitor.Comes(visitor.Token)).RecallSeconds.ShouldBe(120);
    }

    [Theory, BothDatabases]
    public async Task Its_file_is_gone_with_it_unless_another_message_has_it(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("look");
        var once = await visitor.SendsFile(Documents.Pdf, "once.pdf");
        var url = (await visitor.Sees(once)).Content!.File!.Url!;
        var shared = await visitor.Uploads(Documents.Docx, "twice.docx");
        var first = await visitor.Says(visitor.Message("") with { Kind = MessageKind.File, Content = Sending.File(shared) });
        var second = await visitor.Says(visitor.Message("") with { Kind = MessageKind.File, Content = Sending.File(shared) });

        await visitor.Recalls(once);
        await visitor.Recalls(first);

        (await visitor.Api.Http.GetAsync(new Uri(url, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await visitor.Api.Http.GetAsync(new Uri((await visitor.Sees(second)).Content!.File!.Url!, UriKind.Relative))).StatusCode.ShouldBe(HttpStatusCode.OK);
        var id = new FileId(shared.Id);
        (await shop.App.Look(db => db.Set<StoredFile>().CountAsync(f => f.Id == id))).ShouldBe(1);
    }

    [Theory, BothDatabases]
    public async Task It_is_not_found_any_more(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        var ack = await visitor.Says("绝密口令");
        await lan.SoonFinds("绝密口令", 1);

        await visitor.Recalls(ack);

        (await lan.Finds("绝密口令")).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task That_it_happened_stays_in_the_audit_log_without_the_words(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var ack = await lan.Replies(visitor.Conversation, "very rude words");

        await lan.Recalls(ack);

        var entry = await shop.App.Look(db => db.Set<AuditEntry>().SingleAsync(e => e.Action == "message.recalled" && e.Subject == ack.Id));
        entry.Actor.ShouldBe(lan.Id);
        entry.Details.ShouldNotBeNull().ShouldContain(visitor.Conversation.ToString());
        entry.Details!.ShouldNotContain("rude");
    }

    [Theory, BothDatabases]
    public async Task Who_waited_before_the_answer_waits_again_without_it(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("Are you there?");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var since = (await lan.Row(visitor.Conversation)).WaitingSince;
        var answer = await lan.Replies(visitor.Conversation, "wrong window");
        (await lan.Row(visitor.Conversation)).WaitingSince.ShouldBeNull();

        await lan.Recalls(answer);

        var row = await lan.Row(visitor.Conversation);
        (row.Status, row.WaitingSince).ShouldBe((ConversationStatus.Open, since));
    }

    [Theory, BothDatabases]
    public async Task A_note_is_taken_back_among_colleagues_only(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var ear = await visitor.Connects();
        var noted = await lan.Notes(visitor.Conversation, "difficult customer");
        var before = await lan.Row(visitor.Conversation);

        await lan.Recalls(noted);
        await lan.Replies(visitor.Conversation, "yes?");

        await ear.Until(e => e.Data.GetRawText().Contains("yes?", StringComparison.Ordinal));
        ear.Heard.ShouldNotContain(e => e.Name == ConversationEvents.Recalled);
        before.Preview.ShouldBe("hello");
        (await visitor.Thread()).Items.ShouldNotContain(m => m.Kind == MessageKind.Note);
    }

    [Theory, BothDatabases]
    public async Task A_late_repeat_of_what_was_taken_back_does_not_say_it_again(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        var message = visitor.Message("only once");
        var ack = await visitor.Says(message);
        await visitor.Recalls(ack);

        (await visitor.Says(message)).ShouldBe(ack with { Repeated = true });
        (await visitor.Thread()).Items.ShouldNotContain(m => m.Text == "only once");
    }

    [Theory, BothDatabases]
    public async Task A_visitor_who_was_away_is_told_on_the_next_question(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var ack = await lan.Replies(visitor.Conversation, "wrong");
        var seen = (await visitor.Thread()).LastSequence;

        await lan.Recalls(ack);
        var missed = await visitor.ThreadAfter(visitor.Conversation, seen);

        missed.Items.ShouldHaveSingleItem().ShouldSatisfyAllConditions(m => m.Id.ShouldBe(ack.Id), m => m.Text.ShouldBe(""), m => m.RecalledAt.ShouldNotBeNull());
    }

    [Theory, BothDatabases]
    public async Task Replaying_a_recall_shows_what_a_fresh_page_shows(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("question");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var said = await lan.Replies(visitor.Conversation, "an answer to take back");
        await visitor.Says(visitor.Message("you said so!") with { Content = Sending.Answering(said.ConversationId, said.Sequence) });
        var (inbox, open) = (await lan.Inbox(), await lan.Opens(visitor.Conversation));

        await lan.Recalls(said);
        var events = (await lan.EventsAfter(inbox.Cursor)).Events;

        var list = InboxReplay.Apply(InboxState.From(inbox.Items, inbox.Cursor), events);
        Text(list.Rows[visitor.Conversation]).ShouldBe(Text((await lan.Row(visitor.Conversation))));
        var thread = ThreadReplay.Apply(ThreadState.From(visitor.Conversation, open.Messages), events);
        Text(thread.Entries.Values).ShouldBe(Text((await lan.Opens(visitor.Conversation)).Messages.Items));
    }

    private static string Text<T>(T value) => System.Text.Json.JsonSerializer.Serialize(value, XiaoerJson.Options);
}
