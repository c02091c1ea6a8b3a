using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>What a channel's widget offers beside talking is the shop's to say.</summary>
public class WidgetSettingsTests
{
    [Theory, BothDatabases]
    public async Task What_is_changed_is_what_the_next_visitor_is_offered(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await using var before = await shop.Arrives();
        before.Visit.Look.Entries!.Select(e => e.Action).ShouldContain(QuickAction.Person);
        before.Visit.Look.Rating!.Questions.ShouldHaveSingleItem();

        var wanted = WidgetDefaults.Settings with { Entries = [new("看新品", "What is new", QuickAction.Link, "https://shop.example/new?a=1&b=2")], OfflineForm = false, SeesAll = true };
        var saved = await shen.Api.Put<ChannelWidgetView>(Path(shen, shop), wanted);
        await using var after = await shop.Arrives();

        saved.Version.ShouldBe(1);
        after.Visit.Look.Entries!.ShouldHaveSingleItem().ShouldBe(wanted.Entries[0]);
        after.Visit.Look.OfflineForm.ShouldBeFalse();
        (await shen.Api.Get<Shared.Platform.Page<ChannelView>>($"{shen.Desk}/channels")).Items.ShouldHaveSingleItem().Code.ShouldContain("data-visitors=\"all\"");
    }

    [Theory, BothDatabases]
    public async Task Of_two_who_change_it_at_once_the_second_is_told(Database database)
    {
        var shop = await TestShop.On(database);
        await using var shen = await shop.SignsIn("Shen");
        await shen.Api.Put<ChannelWidgetView>(Path(shen, shop), WidgetDefaults.Settings);

        using var late = await shen.Api.Send(HttpMethod.Put, Path(shen, shop), WidgetDefaults.Settings with { OfflineForm = false }, ("If-Match", "\"0\""));

        late.StatusCode.ShouldBe(HttpStatusCode.PreconditionFailed);
    }

    public static TheoryData<string, WidgetSettings> Wrong => new()
    {
        { "widget.bad_link", With(new QuickEntry("x", null, QuickAction.Link, "http://shop.example/")) },
        { "widget.bad_link", With(new QuickEntry("x", null, QuickAction.Link, "javascript:alert(1)")) },
        { "widget.bad_link", With(new QuickEntry("x", null, QuickAction.Link, "https://a@evil.example/")) },
        { "widget.bad_link", With(new QuickEntry("x", null, QuickAction.Link, null)) },
        { "widget.bad_label", With(new QuickEntry(" ", "x", QuickAction.Text)) },
        { "widget.bad_label", With(new QuickEntry("x\u0007", null, QuickAction.Text)) },
        { "widget.bad_text", With(new QuickEntry("x", null, QuickAction.Person, "y")) },
        { "widget.too_many_entries", With([.. Enumerable.Repeat(new QuickEntry("x", null, QuickAction.Text), 9)]) },
        { "widget.too_many_questions", Asking([.. Enumerable.Range(1, 6).Select(n => new RatingQuestion(Rows.Id(n), "x", null, RatingQuestionKind.Text))]) },
        { "widget.same_question", Asking(new(Rows.Id(1), "x", null, RatingQuestionKind.Text), new RatingQuestion(Rows.Id(1), "y", null, RatingQuestionKind.Text)) },
        { "widget.bad_choices", Asking(new RatingQuestion(Rows.Id(1), "x", null, RatingQuestionKind.Choice, [new("only one", null)])) },
        { "widget.bad_choices", Asking(new RatingQuestion(Rows.Id(1), "x", null, RatingQuestionKind.Scale, [new("a", null), new("b", null)])) },
    };

    [Theory, MemberData(nameof(Wrong))]
    public void Settings_that_cannot_be_are_refused(string code, WidgetSettings settings) => WidgetRules.Refuse(settings).ShouldBe(code);

    [Fact]
    public void What_a_shop_begins_with_is_fine() => WidgetRules.Refuse(WidgetDefaults.Settings).ShouldBeNull();

    [Fact]
    public async Task The_server_refuses_by_the_same_rules()
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var shen = await shop.SignsIn("Shen");

        (await Should.ThrowAsync<Refused>(() => shen.Api.Put<ChannelWidgetView>(Path(shen, shop), With(new QuickEntry("x", null, QuickAction.Link, "ftp://a"))))).Code.ShouldBe("widget.bad_link");
        (await Should.ThrowAsync<Refused>(() => shen.Api.Put<ChannelWidgetView>(Path(shen, shop), new { entries = (object?)null }))).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static WidgetSettings With(params QuickEntry[] entries) => WidgetDefaults.Settings with { Entries = entries };

    private static WidgetSettings Asking(params RatingQuestion[] questions) => WidgetDefaults.Settings with { Rating = new RatingForm(true, RatingLook.Stars, questions) };

    private static string Path(Agent by, TestShop shop) => $"{by.Desk}/channels/{shop.Channel}/widget";
}
