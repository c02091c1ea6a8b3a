using System.Diagnostics;
using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Search;

/// <summary>Messages are found by the words in them (A3.8), by those who may read them (P5), in bounded time (C-07).</summary>
public class MessageSearchTests
{
    [Theory, BothDatabases]
    public async Task Words_inside_a_sentence_are_found_newest_first_within_a_second(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var first = await shop.Asks("我的退货什么时候到账呀");
        await using var second = await shop.Asks("订单 TB20261122001 可以退货吗？Parcel is late");
        var said = Stopwatch.GetTimestamp();

        await lan.SoonFinds("退货", 2);
        Stopwatch.GetElapsedTime(said).ShouldBeLessThan(TimeSpan.FromSeconds(3), "one second, and what a busy machine adds");

        var hits = (await lan.Finds("退货")).Items;
        hits.Select(h => h.ConversationId).ShouldBe([second.Conversation, first.Conversation]);
        hits.ShouldAllBe(h => h.Excerpt.Marks.Count == 1 && h.Excerpt.Text.Substring(h.Excerpt.Marks[0].Start, 2) == "退货");
        (hits[0].Sequence, hits[0].Sender, hits[0].Status).ShouldBe((1, MessageSender.Customer, ConversationStatus.Queued));
        foreach (var asked in new[] { "TB20261122001", "20261122001", "tb2026", "parcel", "PARC", "late parcel", "退", "货吗", "可以退" })
            (await lan.Finds(asked)).Items.Select(h => h.ConversationId).ShouldContain(second.Conversation, asked);
        foreach (var asked in new[] { "退款", "arcel", "1122001", "退货 发票" })
            (await lan.Finds(asked)).Items.ShouldBeEmpty(asked);
    }

    [Theory, BothDatabases]
    public async Task Notes_are_found_by_colleagues_and_what_the_thread_notes_itself_is_not(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("在吗");
        await lan.Claims(visitor.Conversation);
        await lan.Notes(visitor.Conversation, "老客户，可以补偿十元");

        await lan.SoonFinds("补偿", 1);

        var hit = (await lan.Finds("补偿")).Items.Single();
        (hit.Sender, hit.SenderName, hit.AssigneeId).ShouldBe((MessageSender.Note, "Lan", lan.Id));
        (await lan.Finds("taken")).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task Nobody_finds_what_another_team_or_shop_has(Database database)
    {
        var shop = await TestShop.On(database);
        var other = await shop.App.NewShop();
        await using var visitor = await shop.Asks("机密的青花瓷");
        await using var bo = await shop.SignsIn("Bo");
        await using var lan = await shop.SignsIn("Lan");
        await using var hua = await shop.SignsIn("Hua");
        await using var gu = await shop.SignsIn("Gu");
        await using var stranger = await other.SignsIn("Bo");
        await bo.SoonFinds("青花瓷", 1);

        (await lan.Finds("青花瓷")).Items.Count.ShouldBe(1, "her team's");
        (await hua.Finds("青花瓷")).Items.ShouldBeEmpty("another team's");
        (await gu.Finds("青花瓷")).Items.Count.ShouldBe((await gu.Inbox()).Items.Count(r => r.Id == visitor.Conversation), "as in the inbox");
        (await stranger.Finds("青花瓷")).Items.ShouldBeEmpty("another shop's");
        (await Should.ThrowAsync<Refused>(() => stranger.Api.Get<MessageHitPage>($"{lan.Desk}/search/messages?q=青花瓷"))).Status.ShouldBe(HttpStatusCode.NotFound);

        await bo.Transfers(visitor.Conversation, team: shop.Seeded.Aftersales);
        (await lan.Finds("青花瓷")).Items.ShouldBeEmpty("it has left her team");
        (await hua.Finds("青花瓷")).Items.Count.ShouldBe(1, "it came to his");
    }

    [Theory, BothDatabases]
    public async Task A_search_is_narrowed_by_whose_words_when_where_and_how_it_stands(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var first = await shop.Asks("发票开好了吗");
        await using var second = await shop.Asks("发票抬头写错了");
        await lan.Claims(first.Conversation);
        await lan.Replies(first.Conversation, "发票今天寄出");
        await lan.Resolves(first.Conversation);
        await lan.SoonFinds("发票", 3);
        var newest = (await lan.Finds("发票")).Items;

        (await lan.Texts("发票", "&sender=agent")).ShouldBe(["发票今天寄出"]);
        (await lan.Texts("发票", "&sender=customer")).ShouldBe(["发票抬头写错了", "发票开好了吗"]);
        (await lan.Texts("发票", "&sender=note")).ShouldBeEmpty();
        (await lan.Texts("发票", "&status=queued")).ShouldBe(["发票抬头写错了"]);
        (await lan.Texts("发票", "&status=resolved")).Count.ShouldBe(2);
        (await lan.Texts("发票", $"&agent_id={lan.Id}")).Count.ShouldBe(2);
        (await lan.Texts("发票", $"&channel_id={shop.Channel}")).Count.ShouldBe(3);
        (await lan.Texts("发票", $"&channel_id={Guid.Empty}")).ShouldBeEmpty();
        (await lan.Texts("发票", $"&visitor_id={second.Id}")).ShouldBe(["发票抬头写错了"]);
        (await lan.Texts("发票", $"&visitor_id={Guid.Empty}")).ShouldBeEmpty();
        (await lan.Texts("发票", $"&from={newest[0].At:O}".Replace("+", "%2B", StringComparison.Ordinal))).ShouldBe(["发票今天寄出"]);
        (await lan.Texts("发票", $"&to={newest[0].At:O}".Replace("+", "%2B", StringComparison.Ordinal))).Count.ShouldBe(2);
    }

    [Theory, BothDatabases]
    public async Task Pages_follow_each_other_without_repeats_while_new_messages_come(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("快递 0");
        for (var i = 1; i < 25; i++) await visitor.Says($"快递 {i}");
        await lan.SoonFinds("快递", 25, "&limit=50");

        var found = new List<string>();
        for (string? next = ""; next is not null;)
        {
            var page = await lan.Finds("快递", "&limit=10" + (next.Length > 0 ? $"&cursor={next}" : ""));
            found.AddRange(page.Items.Select(h => h.Excerpt.Text));
            next = page.Next;
            if (found.Count == 10) await visitor.Says("快递 新的");
        }

        found.ShouldBe(Enumerable.Range(0, 25).Reverse().Select(i => $"快递 {i}"));
    }

    [Theory, BothDatabases]
    public async Task Nothing_in_a_question_is_syntax(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("he said \"NEAR(a b)\" OR nothing'; DROP TABLE words -- 100%");
        await lan.SoonFinds("nothing", 1);

        foreach (var asked in new[] { "\"", "\"NEAR(", "NEAR(a b)", "' OR 1=1 --", "nothing'", "a* b", "OR", "said:nothing", "^he", "-he", "drop table words", "{he}", "a & b | !c <-> d", "\\", "he\0" })
        {
            using var answer = await lan.Api.Send(HttpMethod.Get, $"{lan.Desk}/search/messages?q={Uri.EscapeDataString(asked)}");
            ((int)answer.StatusCode).ShouldBeOneOf([200, 400], asked);
        }

        (await lan.Finds("\"NEAR(a b)\" OR")).Items.Count.ShouldBe(1);
        (await lan.Finds("' OR 9=9 --")).Items.ShouldBeEmpty();
        (await lan.Finds(new string('%', 200))).Items.ShouldBeEmpty();
        foreach (var refused in new[] { "?q=", "", $"?q={new string('%', 10_000).Replace("%", "%25", StringComparison.Ordinal)}"[..2000], "?q=a&limit=1000000000", "?q=a&sort=id;drop", "?q=a&status=Open", "?q=a&sender=3", "?q=a&cursor=x", "?q=a&from=yesterday" })
            (await Should.ThrowAsync<Refused>(() => lan.Api.Get<MessageHitPage>($"{lan.Desk}/search/messages{refused}"))).Status.ShouldBe(HttpStatusCode.BadRequest, refused);
    }
}
