using System.Net;
using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class OutboxTests
{
    private static readonly Guid Conversation = Rows.Id(50);
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/conversations/{Conversation}/messages";
    private static readonly Outgoing Written = new("m1", ConsoleContext.Shop, Conversation, MessageKind.Text, "好的", null, Rows.Noon, OutgoingStatus.Sending);
    private static readonly MessageAck Ack = new(Rows.Id(60), Conversation, 4, Rows.Noon, false);

    [Fact]
    public void A_message_is_gone_from_the_outbox_only_when_it_was_confirmed()
    {
        OutgoingRules.After(Written, new(Ack), Rows.Noon).ShouldBeNull();
        OutgoingRules.After(Written, SendOutcome.Unreachable, Rows.Noon)!.Status.ShouldBe(OutgoingStatus.Waiting);
        OutgoingRules.After(Written, new(null, "bad_text"), Rows.Noon)!.Status.ShouldBe(OutgoingStatus.Failed);
    }

    [Fact]
    public void After_two_minutes_a_person_decides()
    {
        var late = OutgoingRules.After(Written, SendOutcome.Unreachable, Rows.Noon.AddMinutes(3));

        late!.Status.ShouldBe(OutgoingStatus.Failed);
        OutgoingRules.Again(late, Rows.Noon.AddMinutes(4)).ShouldBe(late with { Status = OutgoingStatus.Sending, At = Rows.Noon.AddMinutes(4), Code = null });
    }

    [Fact]
    public void After_a_reload_what_was_on_its_way_is_tried_again_and_half_a_picture_is_not()
    {
        OutgoingRules.Restored(Written, Rows.Noon.AddSeconds(5))!.Status.ShouldBe(OutgoingStatus.Waiting);
        OutgoingRules.Restored(Written, Rows.Noon.AddHours(1))!.Status.ShouldBe(OutgoingStatus.Failed);
        OutgoingRules.Restored(Written with { Status = OutgoingStatus.Uploading }, Rows.Noon).ShouldBeNull();
    }

    [Fact]
    public async Task A_lost_try_is_repeated_with_the_same_id()
    {
        using var context = await new ConsoleContext().SignedIn();
        var tries = 0;
        context.Server.On("POST", Path, _ => ++tries < 3 ? (0, null) : (HttpStatusCode.OK, Ack));
        var outbox = context.Get<Outbox>();
        var confirmed = new List<MessageAck>();
        outbox.Confirmed += (_, ack) => confirmed.Add(ack);

        outbox.Add(Conversation, MessageKind.Text, "好的");
        await Until(() => confirmed.Count == 1, context);

        Ids(context).Count.ShouldBe(3);
        Ids(context).Distinct().Count().ShouldBe(1);
        outbox.Of(Conversation).ShouldBeEmpty();
    }

    [Fact]
    public async Task Messages_of_one_conversation_go_in_the_order_they_were_written()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", Path, _ => (HttpStatusCode.OK, Ack));
        var outbox = context.Get<Outbox>();

        foreach (var text in new[] { "一", "二", "三" }) outbox.Add(Conversation, MessageKind.Text, text);
        await Until(() => outbox.Of(Conversation).Count == 0, context);

        Bodies(context).Select(b => b.GetProperty("text").GetString()).ShouldBe(["一", "二", "三"]);
    }

    [Fact]
    public async Task A_refused_message_stays_until_a_person_decides()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", Path, _ => (HttpStatusCode.BadRequest, new { code = "bad_text" }));
        var outbox = context.Get<Outbox>();

        var message = outbox.Add(Conversation, MessageKind.Text, "坏的");
        await Until(() => outbox.Failed(Conversation) == 1, context);
        context.Server.On("POST", Path, _ => (HttpStatusCode.OK, Ack));
        outbox.Again(message.Id);
        await Until(() => outbox.Of(Conversation).Count == 0, context);

        Ids(context).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task What_is_not_confirmed_lies_in_the_browsers_memory()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", Path, _ => (0, null));

        var message = context.Get<Outbox>().Add(Conversation, MessageKind.Text, "断网时写的");
        await Until(() => context.Page.Stored.GetValueOrDefault($"outbox:{ConsoleContext.Me:N}:{message.Id}")?.Contains("waiting", StringComparison.Ordinal) == true, context);

        using var reopened = new ConsoleContext();
        foreach (var (key, value) in context.Page.Stored) reopened.Page.Stored[key] = value;
        await reopened.SignedIn();
        reopened.Server.On("POST", Path, _ => (HttpStatusCode.OK, Ack));
        reopened.Get<Outbox>().Load();
        await Until(() => Ids(reopened).Count > 0, reopened);

        Ids(reopened)[0].ShouldBe(Ids(context)[0]);
    }

    [Fact]
    public async Task Two_pages_of_one_person_keep_each_others_unsent_words()
    {
        using var first = await new ConsoleContext().SignedIn();
        using var second = await new ConsoleContext(first.Page).SignedIn();
        foreach (var page in new[] { first, second }) page.Server.On("POST", Path, _ => (0, null));
        first.Get<Outbox>().Add(Conversation, MessageKind.Text, "第一页写的");
        second.Get<Outbox>().Add(Conversation, MessageKind.Text, "第二页写的");

        using var reopened = await new ConsoleContext(first.Page).SignedIn();
        reopened.Server.On("POST", Path, _ => (0, null));
        reopened.Get<Outbox>().Load();

        reopened.Get<Outbox>().Of(Conversation).Select(m => m.Text).ShouldBe(["第一页写的", "第二页写的"]);
    }

    private static IReadOnlyList<JsonElement> Bodies(ConsoleContext context) =>
        [.. context.Server.Asked.ToArray().Where(a => a.Route == $"POST {Path}").Select(a => JsonDocument.Parse(a.Body).RootElement)];

    private static IReadOnlyList<string?> Ids(ConsoleContext context) => [.. Bodies(context).Select(b => b.GetProperty("client_message_id").GetString())];

    private static async Task Until(Func<bool> reached, ConsoleContext context)
    {
        for (var i = 0; i < 200 && !reached(); i++)
        {
            // The component answers on its own threads: it gets a moment of real time between two steps of the fake clock.
            await Task.Delay(5, TestContext.Current.CancellationToken);
            context.Time.Advance(TimeSpan.FromMilliseconds(500));
        }
        reached().ShouldBeTrue();
    }
}
