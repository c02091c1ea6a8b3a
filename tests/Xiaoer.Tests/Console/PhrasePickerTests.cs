using System.Net;
using AngleSharp.Dom;
using Bunit;
using Xiaoer.Knowledge;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Knowledge;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;
using Xiaoer.Web.Knowledge;

namespace Xiaoer.Tests.Web;

/// <summary>The picker at the composer: found, filled, inserted.</summary>
public class PhrasePickerTests
{
    private static readonly Guid Conversation = Rows.Id(50);

    private static readonly PhraseView Greeting = Phrase(1, "问候", "hy", "欢迎前来咨询，尺码、面料都可以问");
    private static readonly PhraseView Busy = Phrase(2, "问候", "sd", "{客服}稍等，马上回来", weight: 3);
    private static readonly PhraseView Parcel = Phrase(3, "物流", "wl", "您的包裹由{快递}发出，单号{运单号}");

    [Fact]
    public async Task A_slash_opens_it_by_folder_with_the_nearest_to_hand_first()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        await composer.InvokeAsync(composer.Instance.Slash);

        composer.FindAll(".picker-head").Select(h => h.TextContent).ShouldBe(["问候", "物流"]);
        Options(composer).Select(o => o.QuerySelector(".kbd")!.TextContent).ShouldBe(["/sd", "/hy", "/wl"]);
        Chosen(composer).ShouldBe("/sd");
    }

    [Theory]
    [InlineData("hy", "/hy")]
    [InlineData("hyqc", "/hy")]
    [InlineData("面料", "/hy")]
    [InlineData("bg", "/wl")]
    public async Task It_finds_by_shortcut_initials_and_words(string query, string found)
    {
        using var context = await Context();
        var composer = await Opened(context);

        composer.Find(".picker-find").Input(query);

        Chosen(composer).ShouldBe(found);
    }

    [Fact]
    public async Task Keys_choose_round_the_list_and_enter_inserts_what_is_filled()
    {
        using var context = await Context();
        var composer = await Opened(context);

        await Press(composer, "ArrowUp");
        var last = Chosen(composer);
        await Press(composer, "ArrowDown");
        var first = Chosen(composer);
        await Press(composer, "Enter");

        (last, first).ShouldBe(("/wl", "/sd"));
        composer.WaitForAssertion(() => context.Page.Inserted.ShouldBe(["兰兰稍等，马上回来"]));
        composer.FindAll(".picker").ShouldBeEmpty();
        composer.WaitForAssertion(() => context.Server.Asked.Count(a => a.Route.EndsWith($"/phrases/{Busy.Id}/uses", StringComparison.Ordinal)).ShouldBe(1));
    }

    [Fact]
    public async Task What_nothing_answers_is_asked_for_before_it_is_inserted()
    {
        using var context = await Context();
        var composer = await Opened(context);
        composer.Find(".picker-find").Input("wl");

        await Press(composer, "Tab");
        var asked = composer.FindAll(".blanks .field span").Select(l => l.TextContent).ToList();
        composer.FindAll(".blanks input")[0].Input("顺丰");
        var early = composer.Find(".blanks .btn.primary").HasAttribute("disabled");
        composer.FindAll(".blanks input")[1].Input("SF123");
        composer.Find(".blanks").Submit();

        asked.ShouldBe(["快递", "运单号"]);
        early.ShouldBeTrue();
        composer.WaitForAssertion(() => context.Page.Inserted.ShouldBe(["您的包裹由顺丰发出，单号SF123"]));
    }

    [Fact]
    public async Task Customer_and_latest_order_fill_it_and_another_order_can_be_chosen()
    {
        var check = Phrase(5, "核对", "hd", "{客户}，订单{订单号}，{商品}，合计{金额}");
        using var context = await Context(new PhrasesAtHand([check], [], null));
        var (customer, row) = (Rows.Id(80), Rows.Row(50) with { Id = Conversation, CustomerId = Rows.Id(80), Name = "王小明", AssigneeId = ConsoleContext.Me, Status = ConversationStatus.Open });
        context.Server.On("GET", $"/api/v1/shops/{ConsoleContext.Shop}/conversations/{Conversation}", _ => (HttpStatusCode.OK, new ConversationView(
            row, new VisitorView(Rows.Id(81), "#1", null, null, null, null, null, true, Rows.Noon), new MessagePage([], 0, false), [], 1)));
        context.Server.On("GET", $"/api/v1/shops/{ConsoleContext.Shop}/customers/{customer}/orders",
            _ => (HttpStatusCode.OK, new Page<OrderView>([Order(2, "大衣", 699_00, 1), Order(1, "围巾", 189_00, 3)], null)));
        await context.Get<OpenConversation>().Open(Conversation);
        var composer = await Opened(context);

        await Press(composer, "Enter");
        await composer.InvokeAsync(composer.Instance.Slash);
        composer.Find(".picker-order").Change(Rows.Id(201).ToString());
        await Press(composer, "Enter");

        context.Page.Inserted.ShouldBe(["王小明，订单O-2，大衣，合计¥699.00", "王小明，订单O-1，围巾 等 3 种，合计¥189.00"]);
    }

    [Fact]
    public async Task Escape_closes_it_and_a_second_slash_is_a_slash()
    {
        using var context = await Context();
        var composer = await Opened(context);

        await Press(composer, "Escape");
        var closed = composer.FindAll(".picker").Count;
        await composer.InvokeAsync(composer.Instance.Slash);
        composer.Find(".picker-find").Input("/");

        closed.ShouldBe(0);
        composer.WaitForAssertion(() => context.Page.Inserted.ShouldBe(["/"]));
    }

    [Fact]
    public async Task The_mark_a_chinese_input_method_writes_for_the_slash_opens_it_too()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find("textarea").Input("、");

        composer.WaitForElement(".picker");
        composer.Find("textarea").GetAttribute("value").ShouldBeNullOrEmpty();
    }

    [Fact]
    public async Task A_blank_is_never_sent_without_being_asked_about()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        composer.Find("textarea").Input("单号{运单号}，请查收");

        composer.Find("textarea").KeyDown(Key.Enter);
        composer.Find("textarea").KeyDown(Key.Enter);
        var held = Sent(context);
        composer.Find(".unfilled .btn:last-child").Click();

        held.ShouldBe(0);
        composer.WaitForAssertion(() => Sent(context).ShouldBe(1));
    }

    [Fact]
    public async Task A_held_back_message_is_filled_where_it_stands()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        composer.Find("textarea").Input("{客服}：单号{运单号}");
        composer.Find("textarea").KeyDown(Key.Enter);

        composer.Find(".unfilled .btn").Click();
        composer.WaitForElement(".blanks input").Input("SF1");
        composer.Find(".blanks").Submit();

        composer.WaitForAssertion(() => composer.Find("textarea").GetAttribute("value").ShouldBe("兰兰：单号SF1"));
        composer.FindAll(".unfilled").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_promotion_that_has_ended_takes_its_phrases_along_at_once()
    {
        var sale = new PromotionView(Rows.Id(70), "双11", Rows.Noon.AddDays(-1), Rows.Noon.AddMinutes(1), PromotionState.Running, 1, 1);
        using var context = await Context(new PhrasesAtHand([Greeting, Phrase(4, "", "mj", "每满 300 减 50") with { PromotionId = sale.Id }], [sale], null));
        var composer = await Opened(context);
        var during = composer.FindAll(".picker-head").Select(h => h.TextContent).ToList();

        await Press(composer, "Escape");
        context.Time.Advance(TimeSpan.FromMinutes(1));
        await composer.InvokeAsync(composer.Instance.Slash);

        during.ShouldBe(["双11", "问候"]);
        composer.FindAll(".picker-head").Select(h => h.TextContent).ShouldBe(["问候"]);
    }

    private static OrderView Order(int id, string title, long fen, int items) => new(
        Rows.Id(200 + id), $"O-{id}", Rows.Id(80), TradeStatus.Paid, PaymentStatus.Paid, Money.Cny(fen), Money.Cny(0),
        [new OrderItemView(1, "S", title, 1, Money.Cny(fen), Money.Cny(fen), null)], items, Rows.Noon, Rows.Noon, 1);

    private static PhraseView Phrase(int id, string folder, string shortcut, string text, double weight = 0) => new(
        Rows.Id(100 + id), PhraseScope.Shop, folder, null, shortcut, text, null, Pinyin.InitialsOf(null, text),
        new PhraseUsage((int)weight, weight, weight > 0 ? Rows.Noon : null), PhraseUsage.None, Rows.Noon, 1);

    private static async Task<ConsoleContext> Context(PhrasesAtHand? atHand = null)
    {
        var context = new ConsoleContext();
        context.Server.On("GET", $"/api/v1/shops/{ConsoleContext.Shop}/phrases/at-hand", _ => (HttpStatusCode.OK, atHand ?? new PhrasesAtHand([Greeting, Busy, Parcel], [], null)));
        context.Server.On("POST", $"/api/v1/shops/{ConsoleContext.Shop}/phrases/{Busy.Id}/uses", _ => (HttpStatusCode.NoContent, null));
        context.Server.On("POST", $"/api/v1/shops/{ConsoleContext.Shop}/conversations/{Conversation}/messages",
            _ => (HttpStatusCode.OK, new MessageAck(Rows.Id(60), Conversation, 1, Rows.Noon, false)));
        await context.SignedIn();
        await context.Get<PhraseShelf>().Renew(now: true);
        return context;
    }

    private static async Task<IRenderedComponent<Composer>> Opened(ConsoleContext context)
    {
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        await composer.InvokeAsync(composer.Instance.Slash);
        return composer;
    }

    private static Task Press(IRenderedComponent<Composer> composer, string key) => composer.InvokeAsync(() => composer.FindComponent<PhrasePicker>().Instance.Press(key));

    private static IReadOnlyList<IElement> Options(IRenderedComponent<Composer> composer) => composer.FindAll("[role=option]");

    private static string? Chosen(IRenderedComponent<Composer> composer) => composer.Find("[role=option][aria-selected=true] .kbd").TextContent;

    private static int Sent(ConsoleContext context) => context.Server.Asked.Count(a => a.Route.EndsWith("/messages", StringComparison.Ordinal));
}
