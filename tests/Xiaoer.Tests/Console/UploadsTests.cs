using System.Net;
using System.Text.Json;
using Bunit;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

public class UploadsTests
{
    private static readonly Guid Conversation = Rows.Id(60);
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/conversations/{Conversation}/messages";
    private static readonly Outgoing Picture = new("p1", ConsoleContext.Shop, Conversation, MessageKind.Image, "", null, Rows.Noon, OutgoingStatus.Uploading);

    [Theory]
    [InlineData(0, 10, OutgoingStatus.Uploading)]
    [InlineData(503, 10, OutgoingStatus.Uploading)]
    [InlineData(429, 10, OutgoingStatus.Uploading)]
    [InlineData(0, 121, OutgoingStatus.Failed)]
    [InlineData(413, 10, OutgoingStatus.Failed)]
    [InlineData(415, 10, OutgoingStatus.Failed)]
    [InlineData(401, 10, OutgoingStatus.Failed)]
    public void A_failure_that_may_pass_is_tried_again_for_two_minutes(int status, int seconds, OutgoingStatus then) =>
        UploadRules.After(Picture, status, "", Rows.Noon.AddSeconds(seconds)).Status.ShouldBe(then);

    [Fact]
    public async Task A_picture_goes_on_after_its_conversation_was_left()
    {
        using var context = await new ConsoleContext().SignedIn();
        context.Server.On("POST", Path, _ => (HttpStatusCode.OK, new MessageAck(Guid.CreateVersion7(), Conversation, 1, Rows.Noon, false)));
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        composer.Instance.Picked("p1", "shirt.png", 2000, true, null);
        composer.Instance.Dispose();

        context.Get<Uploads>().Uploaded("p1", 201, Stored());

        composer.WaitForAssertion(() => context.Server.Asked.ShouldContain(a => a.Route == $"POST {Path}"));
        context.Get<Outbox>().Of(Conversation).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_picture_that_failed_is_sent_again_by_hand()
    {
        using var context = await new ConsoleContext().SignedIn();
        var (outbox, uploads) = (context.Get<Outbox>(), context.Get<Uploads>());
        uploads.Begin(Conversation, "p1", null);
        uploads.Uploaded("p1", 401, "");
        var failed = outbox.Find("p1")!;
        failed.Status.ShouldBe(OutgoingStatus.Failed);

        uploads.CanRepeat(failed).ShouldBeTrue();
        uploads.Again(failed);

        outbox.Find("p1")!.Status.ShouldBe(OutgoingStatus.Uploading);
        context.Page.Calls.Count(c => c == "xiaoer.upload").ShouldBe(2);
    }

    [Fact]
    public async Task A_note_takes_no_picture()
    {
        using var context = await new ConsoleContext().SignedIn();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        composer.Find("button[aria-pressed]").Click();

        composer.Instance.Picked("p1", "warehouse.png", 2000, true, null);

        context.Get<Outbox>().Of(Conversation).ShouldBeEmpty();
        context.Page.Calls.ShouldNotContain("xiaoer.upload");
    }

    private static string Stored() => JsonSerializer.Serialize(
        new FileView(Guid.CreateVersion7(), "/files/1", 20, 20, 2000, "image/png"), XiaoerJson.Options);
}
