using Microsoft.Extensions.Time.Testing;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>Visitors are asked once, may decline, and may change their mind for a day.</summary>
public class RatingTests
{
    private static readonly Guid Kind = new("019a0000-0000-7000-8000-000000000b01"), Found = new("019a0000-0000-7000-8000-000000000b02"), Words = new("019a0000-0000-7000-8000-000000000b03");

    private static readonly RatingForm Form = new(true, RatingLook.Faces,
    [
        new(Kind, "态度怎么样？", "How was the tone?", RatingQuestionKind.Scale),
        new(Found, "问题解决了吗？", "Was it solved?", RatingQuestionKind.Choice, [new("解决了", "Yes"), new("没有", "No")]),
        new(Words, "还想说什么？", null, RatingQuestionKind.Text),
    ]);

    [Theory, BothDatabases]
    public async Task What_a_visitor_says_at_the_end_is_the_agents_to_read(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Api.Put<ChannelWidgetView>($"{shen.Desk}/channels/{shop.Channel}/widget", WidgetDefaults.Settings with { Rating = Form });
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await Served(shop, lan);

        var given = await visitor.Api.Post<VisitorRating>("/api/v1/widget/rating", new RateRequest(visitor.Conversation, 4, [new(Kind, "5"), new(Found, "0"), new(Words, "<b>很好</b>")]));

        given.Score.ShouldBe(4);
        (await visitor.Thread()).Rating!.Score.ShouldBe(4);
        var view = await lan.Opens(visitor.Conversation);
        (view.Row.Rating, view.Rating!.AgentName).ShouldBe((4, "Lan"));
        view.Rating.Answers.Select(a => (a.Question, a.Answer)).ShouldBe([("态度怎么样？", "5"), ("问题解决了吗？", "解决了"), ("还想说什么？", "<b>很好</b>")]);
        view.Messages.Items[^1].Content!.Event!.ShouldBe(new EventPart(ThreadEvents.Rated, null, "4"));
        (await visitor.Thread()).Items.ShouldNotContain(m => m.Text == ThreadEvents.Rated);
        (await shen.Api.Get<Page<RatingView>>($"{shen.Desk}/ratings?agent={lan.Id}&score=4")).Items.ShouldHaveSingleItem().ConversationId.ShouldBe(visitor.Conversation);
        (await shen.Api.Get<Page<RatingView>>($"{shen.Desk}/ratings?score=1")).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task It_is_told_live_and_a_replayed_list_is_the_fresh_one(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await Served(shop, lan);
        var line = await lan.Connects();
        var before = await lan.Inbox(InboxFilter.Resolved);

        await Rate(visitor, 2);

        await line.Until(ConversationEvents.Rated);
        var replayed = InboxReplay.Apply(InboxState.From(before.Items, before.Cursor), (await lan.EventsAfter(before.Cursor)).Events);
        replayed.List(InboxFilter.Resolved, lan.Id).ShouldBe((await lan.Inbox(InboxFilter.Resolved)).Items);
    }

    [Theory, BothDatabases]
    public async Task Whoever_would_rather_not_is_not_asked_again_and_may_still_speak(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await Served(shop, lan);

        await Rate(visitor, null);

        (await visitor.Thread()).Rating!.Score.ShouldBeNull();
        (await lan.Opens(visitor.Conversation)).Row.Rating.ShouldBeNull();
        (await Rate(visitor, 5)).Score.ShouldBe(5);
    }

    [Theory, BothDatabases]
    public async Task A_second_round_is_rated_anew_and_for_whoever_had_it_then(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        await using var visitor = await Served(shop, lan);
        await Rate(visitor, 5);

        clock.Advance(TimeSpan.FromMinutes(5));
        await visitor.Says("one more thing");
        await lan.Transfers(visitor.Conversation, mei.Id);
        await mei.Resolves(visitor.Conversation);

        (await visitor.Thread()).Rating.ShouldBeNull("they are asked again");
        (await Rate(visitor, 1)).Score.ShouldBe(1);
        (await mei.Opens(visitor.Conversation)).Rating!.AgentName.ShouldBe("Mei");
        (await mei.Api.Get<Page<RatingView>>($"{mei.Desk}/ratings?agent={lan.Id}")).Items.ShouldBeEmpty();
    }

    [Theory, BothDatabases]
    public async Task A_rating_can_be_changed_for_a_day_and_given_for_a_week(Database database)
    {
        var clock = new FakeTimeProvider(new DateTimeOffset(2026, 11, 22, 1, 0, 0, TimeSpan.Zero));
        await using var app = await XiaoerApp.Start(database, XiaoerApp.Generous, clock);
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        await using var quick = await Served(shop, lan);
        await using var slow = await Served(shop, lan);
        await Rate(quick, 1);

        clock.Advance(TimeSpan.FromHours(23));
        (await Rate(quick, 3)).Score.ShouldBe(3);
        clock.Advance(TimeSpan.FromHours(2));
        (await Should.ThrowAsync<Refused>(() => Rate(quick, 5))).Code.ShouldBe("rating.too_late");
        (await Rate(quick, 3)).Score.ShouldBe(3); // the same again says nothing new
        clock.Advance(TimeSpan.FromDays(7));
        (await Should.ThrowAsync<Refused>(() => Rate(slow, 5))).Code.ShouldBe("rating.too_late");

        var row = (await lan.Opens(quick.Conversation)).Messages.Items.Where(m => m.Text is ThreadEvents.Rated or ThreadEvents.RatingChanged).Select(m => m.Content!.Event!);
        row.ShouldBe([new EventPart(ThreadEvents.Rated, null, "1"), new EventPart(ThreadEvents.RatingChanged, "1", "3")]);
    }

    [Theory, BothDatabases]
    public async Task W04_Nobody_rates_what_is_not_theirs_or_not_over(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await Served(shop, lan);
        await using var stranger = await shop.Asks("still here");

        async Task<string?> Code(RateRequest request) => (await Should.ThrowAsync<Refused>(() => stranger.Api.Post<VisitorRating>("/api/v1/widget/rating", request))).Code;

        (await Should.ThrowAsync<Refused>(() => stranger.Api.Post<VisitorRating>("/api/v1/widget/rating", new RateRequest(visitor.Conversation, 1)))).Status.ShouldBe(System.Net.HttpStatusCode.NotFound);
        (await Code(new RateRequest(stranger.Conversation, 5))).ShouldBe("rating.not_resolved");
        (await Code(new RateRequest(stranger.Conversation, 6))).ShouldBe("bad_request");
        (await Code(new RateRequest(stranger.Conversation, 5, [new(Kind, "3")]))).ShouldBe("rating.bad_answer");
        (await lan.Opens(visitor.Conversation)).Row.Rating.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, "6", false)]
    [InlineData(0, "x", false)]
    [InlineData(0, "1", true)]
    [InlineData(1, "2", false)]
    [InlineData(1, "-1", false)]
    [InlineData(1, "1", true)]
    [InlineData(2, "anything", true)]
    public void An_answer_fits_its_question(int question, string answer, bool fits) =>
        (RatingRules.Read(Form, [new(Form.Questions[question].Id, answer)], chinese: true) is not null).ShouldBe(fits);

    [Fact]
    public void An_unknown_question_and_two_answers_to_one_fit_nothing()
    {
        RatingRules.Read(Form, [new(Guid.Empty, "1")], true).ShouldBeNull();
        RatingRules.Read(Form, [new(Kind, "1"), new(Kind, "2")], true).ShouldBeNull();
        RatingRules.Read(Form, [new(Words, "  ")], true)!.ShouldBeEmpty();
        RatingRules.Read(Form, [new(Found, "1")], chinese: false)!.ShouldHaveSingleItem().ShouldBe(new RatingAnswer(Found, "Was it solved?", "No"));
    }

    private static async Task<Visitor> Served(TestShop shop, Agent lan)
    {
        var visitor = await shop.Asks("hello");
        await lan.Claims(visitor.Conversation);
        await lan.Resolves(visitor.Conversation);
        return visitor;
    }

    private static Task<VisitorRating> Rate(Visitor visitor, int? score) => visitor.Api.Post<VisitorRating>("/api/v1/widget/rating", new RateRequest(visitor.Conversation, score));
}
