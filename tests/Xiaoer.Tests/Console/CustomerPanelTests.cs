using System.Net;
using Bunit;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Customers;

namespace Xiaoer.Tests.Web;

public class CustomerPanelTests
{
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/customers/{Rows.Id(7)}";
    private static readonly LabelView Haggler = new(Rows.Id(50), LabelKind.Tag, "爱砍价", LabelColor.Amber, 1);

    [Fact]
    public async Task A_tag_taken_off_can_be_put_back_with_its_colour()
    {
        await using var context = await new ConsoleContext().SignedIn();
        context.Server.On("DELETE", $"{Path}/labels/{Haggler.Id}", _ => (HttpStatusCode.NoContent, null));
        context.Server.On("POST", $"{Path}/labels", _ => (HttpStatusCode.OK, Haggler));
        var section = context.Render<LabelsSection>(p => p.Add(s => s.Customer, Somebody with { Labels = [Haggler] }));

        await section.Find(".off").ClickAsync(new());
        var undo = context.Get<Xiaoer.Web.Platform.Toasts>().Shown.Single();
        await section.InvokeAsync(undo.Act!);

        context.Server.Asked.Select(a => a.Route).ShouldContain($"DELETE {Path}/labels/{Haggler.Id}");
        context.Server.Asked.Single(a => a.Route == $"POST {Path}/labels").Body.ShouldContain("amber");
    }

    [Fact]
    public async Task A_warning_names_the_other_account_and_goes_when_it_is_put_aside()
    {
        await using var context = await new ConsoleContext().SignedIn();
        var twin = new OtherAccount(Rows.Id(8), "周小雨", "C-8", "tb0089", "tbO089", []);
        context.Server.On("GET", $"{Path}/warnings", _ => (HttpStatusCode.OK, new Page<CustomerWarningView>([new(CustomerWarningKind.LookAlike, [twin], [])], null)));
        context.Server.On("POST", $"{Path}/warnings", _ => (HttpStatusCode.NoContent, null));
        var section = context.Render<WarningsSection>(p => p.Add(s => s.Customer, Somebody).Add(s => s.Fresh, 1));
        await section.WaitForStateAsync(() => section.FindAll(".warn").Count == 1);

        section.Find("a").GetAttribute("href").ShouldBe($"customers/{twin.Id}");
        section.FindAll("code").Select(c => c.TextContent).ShouldBe(["tb0089", "tbO089"]);
        await section.Find(".link").ClickAsync(new());

        section.FindAll(".warn").ShouldBeEmpty();
        context.Server.Asked.Single(a => a.Route.StartsWith("POST", StringComparison.Ordinal)).Body.ShouldContain("look_alike");
    }

    private static CustomerView Somebody => new(Rows.Id(7), "C-7", "周小雨", null, null, [], [], new OrderSummary(0, new Money(0, "CNY"), null, null), Rows.Noon, Rows.Noon, 1);
}
