using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Conversations;

/// <summary>Whoever was away gets everything since the last entry they saw (P4).</summary>
public class ResumeTests
{
    [Theory, BothDatabases]
    public async Task A_visitor_who_comes_back_finds_the_thread(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("Is anybody there?");

        var back = await visitor.Comes(visitor.Token);

        back.Token.ShouldBe(visitor.Token);
        back.Thread.Items.ShouldContain(m => m.Text == "Is anybody there?");
        back.Thread.ConversationId.ShouldBe(visitor.Conversation);
    }

    [Theory, BothDatabases]
    public async Task A_token_nobody_gave_out_begins_anew(Database database)
    {
        var shop = await TestShop.On(database);
        await using var known = await shop.Asks("secret words");

        await using var stranger = await shop.Arrives(token: known.Token[..^2] + "zz");

        stranger.Id.ShouldNotBe(known.Id);
        stranger.Token.ShouldNotBe(known.Token);
        stranger.Visit.Thread.Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task After_a_gap_one_question_brings_all_that_was_missed(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("1");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var seen = (await visitor.Thread()).LastSequence;

        await lan.Notes(visitor.Conversation, "for us only");
        await lan.Replies(visitor.Conversation, "2");
        await lan.Replies(visitor.Conversation, "3");
        var missed = await visitor.ThreadAfter(visitor.Conversation, seen);

        missed.Items.Select(m => m.Text).ShouldBe(["2", "3"]);
        missed.LastSequence.ShouldBe(seen + 3, "the private note used a number; the visitor may take it as seen");
        (await visitor.ThreadAfter(visitor.Conversation, missed.LastSequence)).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_long_thread_is_read_backwards_page_by_page(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Arrives();
        for (var i = 1; i <= 120; i++) await visitor.Says($"{i}");

        var page = await visitor.Thread();
        List<MessageView> all = [.. page.Items];
        while (page.More)
        {
            page = await visitor.ThreadBefore(all[0].ConversationId, all[0].Sequence);
            all.InsertRange(0, page.Items);
        }

        all.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(Enumerable.Range(1, 120).Select(i => $"{i}"));
    }

    [Theory, BothDatabases]
    public async Task A_desk_away_too_long_is_told_to_load_afresh(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");

        var cursor = (await lan.Inbox()).Cursor;
        (await lan.EventsAfter(cursor)).ReloadRequired.ShouldBeFalse();
        (await lan.EventsAfter(cursor + 1_000_000)).ReloadRequired.ShouldBeTrue();
        for (var i = 0; i < 250; i++) await visitor.Says($"{i}");
        (await lan.EventsAfter(cursor)).ReloadRequired.ShouldBeTrue();
    }
}
