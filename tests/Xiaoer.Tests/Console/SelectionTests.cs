using Bunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class SelectionTests
{
    private static readonly Guid[] Order = [.. Enumerable.Range(1, 6).Select(i => Rows.Id(i))];

    [Fact]
    public void Shift_chooses_everything_from_the_last_one_chosen()
    {
        var selection = new Selection();

        selection.Choose(Order[1], false, Order);
        selection.Choose(Order[4], true, Order);
        selection.Choose(Order[2], false, Order);

        selection.Chosen.ShouldBe([Order[1], Order[3], Order[4]], ignoreOrder: true);
    }

    [Fact]
    public void What_is_done_is_chosen_no_more_and_what_was_refused_stays()
    {
        var selection = new Selection();
        selection.ChooseAll(Order, 3);

        selection.Done([Order[0], Order[2]]);
        (selection.On, selection.Chosen.Single()).ShouldBe((true, Order[1]));

        selection.Done([Order[1]]);
        selection.On.ShouldBeFalse();
    }

    [Fact]
    public void The_bar_counts_what_is_ticked_beside_it()
    {
        using var context = new ConsoleContext();
        var bar = context.Render<BulkBar>();

        context.Get<Selection>().Choose(Order[0], false, Order);
        context.Get<Selection>().Choose(Order[3], false, Order);

        bar.WaitForAssertion(() => bar.Find("[role=status]").TextContent.ShouldBe("已选 2 个"));
        bar.FindAll(".acts button").ShouldAllBe(b => !b.HasAttribute("disabled"));
    }

    [Fact]
    public void The_calculator_shows_the_result_and_gives_it_away()
    {
        using var context = new ConsoleContext();
        string? given = null;
        var drawer = context.Render<CalculatorDrawer>(p => p.Add(d => d.OnInsert, (string t) => given = t));

        drawer.Find(".tool").Click();
        drawer.Find(".calc-text").Input("129*2 满200减30");
        drawer.Find("output").TextContent.ShouldBe("= 228");
        drawer.Find(".btn.primary").Click();

        given.ShouldBe("228");
        drawer.FindAll(".calc-text").ShouldBeEmpty();
    }

    [Fact]
    public void A_result_that_is_none_cannot_be_given_away()
    {
        using var context = new ConsoleContext();
        var drawer = context.Render<CalculatorDrawer>();

        drawer.Find(".tool").Click();
        drawer.Find(".calc-text").Input("5/0");

        drawer.Find(".btn.primary").HasAttribute("disabled").ShouldBeTrue();
        drawer.Find("output").TextContent.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task The_notebook_is_kept_a_second_after_the_last_key_and_asks_when_another_page_was_faster()
    {
        using var context = await new ConsoleContext().SignedIn();
        var (theirs, put) = (new NotebookView("from elsewhere", Rows.Noon, 5), 0);
        context.Server.On("GET", $"/api/v1/shops/{ConsoleContext.Shop}/notebook", _ => (System.Net.HttpStatusCode.OK, put == 0 ? new NotebookView("old", Rows.Noon, 3) : theirs));
        context.Server.On("PUT", $"/api/v1/shops/{ConsoleContext.Shop}/notebook", _ => ++put == 1 ? (System.Net.HttpStatusCode.PreconditionFailed, new { code = "precondition_failed" }) : (System.Net.HttpStatusCode.OK, new NotebookView("mine", Rows.Noon, 6)));
        var book = context.Get<NotebookDraft>();
        await book.Load();

        book.Type("mi");
        book.Type("mine");
        context.Time.Advance(TimeSpan.FromSeconds(1));
        (book.State, book.Theirs!.Text, put).ShouldBe(("conflict", "from elsewhere", 1));
        await book.Settle(keepMine: true);

        (book.State, book.Text, put).ShouldBe(("kept", "mine", 2));
    }
}
