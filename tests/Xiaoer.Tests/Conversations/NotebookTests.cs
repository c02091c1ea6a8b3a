using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;

namespace Xiaoer.Tests.Conversations;

/// <summary>An agent's own notebook: private, and never overwritten unseen (A3.12).</summary>
public class NotebookTests
{
    [Theory, BothDatabases]
    public async Task It_is_its_writers_alone_and_another_page_cannot_overwrite_it_unseen(Database database)
    {
        var shop = await TestShop.On(database);
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        (await lan.Api.Get<NotebookView>($"{lan.Desk}/notebook")).Version.ShouldBe(0);

        var kept = await lan.Api.Put<NotebookView>($"{lan.Desk}/notebook", new SaveNotebookRequest("ring the courier\r\nat five"));
        var more = await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/notebook", new SaveNotebookRequest("ring the courier"), ("If-Match", $"\"{kept.Version}\""));
        var stale = await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/notebook", new SaveNotebookRequest("from the other page"), ("If-Match", $"\"{kept.Version}\""));

        (kept.Text, more.StatusCode, stale.StatusCode).ShouldBe(("ring the courier\nat five", HttpStatusCode.OK, HttpStatusCode.PreconditionFailed));
        (await lan.Api.Get<NotebookView>($"{lan.Desk}/notebook")).Text.ShouldBe("ring the courier");
        (await mei.Api.Get<NotebookView>($"{mei.Desk}/notebook")).Text.ShouldBeEmpty();
        (await lan.Api.Send(HttpMethod.Put, $"{lan.Desk}/notebook", new SaveNotebookRequest(""))).StatusCode.ShouldBe(HttpStatusCode.OK, "empty again");
    }
}
