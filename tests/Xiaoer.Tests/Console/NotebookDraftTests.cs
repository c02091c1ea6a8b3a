using System.Net;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

/// <summary>A notebook is its writer's alone, whoever sits at the page afterwards.</summary>
public class NotebookDraftTests
{
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/notebook";

    [Fact]
    public async Task Whoever_signs_in_next_neither_reads_nor_overwrites()
    {
        using var context = new ConsoleContext();
        await context.SignedIn();
        context.Server.On("GET", Path, _ => (HttpStatusCode.OK, new NotebookView("", null, 0)));
        context.Server.On("PUT", Path, _ => (0, null));
        var book = context.Get<NotebookDraft>();
        await book.Load();
        book.Type("the till is under the counter");
        await book.Keep();
        book.State.ShouldBe("failed");
        context.Server.Asked.Clear();

        context.Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, ConsoleContext.Someone(Permissions.Of(Role.Agent)) with { Person = new PersonView(Rows.Id(77), "阿杰", "jie@shop.test", "zh-CN", false) }));
        await context.Get<Session>().Restore();
        var loading = book.Load();
        book.Text.ShouldBe("");
        await loading;
        context.Time.Advance(TimeSpan.FromSeconds(5));

        book.Text.ShouldBe("");
        context.Server.Asked.ShouldNotContain(a => a.Route.StartsWith("PUT", StringComparison.Ordinal));
    }
}
