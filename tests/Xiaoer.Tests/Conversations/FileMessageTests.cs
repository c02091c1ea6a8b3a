using System.Net;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Platform.Files;
using Xiaoer.Tests.Search;

namespace Xiaoer.Tests.Conversations;

/// <summary>Files go both ways, as what they are, to those who may have them (A3.9, P5, W-04, W-10).</summary>
public class FileMessageTests
{
    [Theory, BothDatabases]
    public async Task A_visitors_file_is_there_for_the_desk_to_save(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("I have the invoice");
        await using var lan = await shop.SignsIn("Lan");

        var ack = await visitor.SendsFile(Documents.Pdf, "发票.pdf");

        var file = (await lan.Sees(ack)).Content!.File!;
        (file.Name, file.ContentType, file.Bytes).ShouldBe(("发票.pdf", "application/pdf", Documents.Pdf.Length));
        (await lan.Api.Http.GetByteArrayAsync(new Uri(file.Url!, UriKind.Relative))).ShouldBe(Documents.Pdf);
        var row = await lan.Row(visitor.Conversation);
        (row.LastKind, row.Preview).ShouldBe((MessageKind.File, "发票.pdf"));
    }

    [Theory, BothDatabases]
    public async Task An_agents_file_comes_to_the_visitor_live(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("Do you have a size chart?");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);
        var line = await visitor.Connects();

        var ack = await lan.SendsFile(visitor.Conversation, Documents.Xlsx, "尺码表.xlsx");

        var told = (await line.Until(e => e.Name == ConversationEvents.MessagePosted && e.Read<MessagePosted>().Message.Id == ack.Id)).Read<MessagePosted>().Message;
        told.Content!.File!.Name.ShouldBe("尺码表.xlsx");
        told.Content.File.Url.ShouldNotBeNull();
        (await visitor.Sees(ack)).Content!.File!.Name.ShouldBe("尺码表.xlsx");
    }

    [Theory, BothDatabases]
    public async Task W10_Name_kind_and_size_are_what_is_stored_not_what_is_said(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        var stored = await visitor.Uploads(Documents.Pdf, "invoice\u202Efdp.exe");
        var lie = new MessageContent(File: new FilePart(stored.Id, "harmless.html", "text/html", 1, "https://evil.example"));

        var ack = await visitor.Says(visitor.Message("") with { Kind = MessageKind.File, Content = lie });

        var file = (await lan.Sees(ack)).Content!.File!;
        (file.Name, file.ContentType, file.Bytes).ShouldBe(("invoicefdp.exe.pdf", "application/pdf", Documents.Pdf.Length));
        file.Url.ShouldStartWith("/api/v1/files/");
    }

    [Theory, BothDatabases]
    public async Task W04_Somebody_elses_file_cannot_be_sent(Database database)
    {
        var shop = await TestShop.On(database);
        var elsewhere = await shop.App.NewShop();
        await using var owner = await shop.Asks("mine");
        await using var stranger = await shop.Asks("yours?");
        await using var foreigner = await elsewhere.Asks("and theirs?");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(stranger.Conversation);
        var file = await owner.Uploads(Documents.Pdf, "a.pdf");

        foreach (var send in new Func<Task<MessageAck>>[]
        {
            () => stranger.Says(stranger.Message("") with { Kind = MessageKind.File, Content = Sending.File(file) }),
            () => foreigner.Says(foreigner.Message("") with { Kind = MessageKind.File, Content = Sending.File(file) }),
            () => lan.Says(stranger.Conversation, lan.Message("", MessageKind.File) with { Content = Sending.File(file) }),
        }) (await Should.ThrowAsync<Refused>(send)).ShouldSatisfyAllConditions(r => r.Status.ShouldBe(HttpStatusCode.BadRequest), r => r.Code.ShouldBe("file_not_found"));
    }

    [Theory, BothDatabases]
    public async Task A_picture_is_no_file_and_a_file_no_picture(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        var picture = await visitor.Uploads(Pictures.Of(60, 40), "a.pdf");
        var file = await visitor.Uploads(Documents.Pdf, "a.png");

        picture.Name.ShouldBeNull();
        file.Name.ShouldBe("a.png.pdf");
        (await Should.ThrowAsync<Refused>(() => visitor.Says(visitor.Message("") with { Kind = MessageKind.File, Content = Sending.File(picture) }))).Code.ShouldBe("file_not_found");
        (await Should.ThrowAsync<Refused>(() => visitor.Says(visitor.Message("") with { Kind = MessageKind.Image, Content = Sending.Picture(file) }))).Code.ShouldBe("file_not_found");
        (await Should.ThrowAsync<Refused>(() => visitor.Uploads("<svg onload=alert(1)>"u8.ToArray(), "a.svg"))).Code.ShouldBe("unsupported_file");
    }

    [Theory, BothDatabases]
    public async Task A_picture_in_the_thread_comes_small(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("look");
        var large = await visitor.Uploads(Pictures.Noise(1200, 900, 3), "a.jpg");

        var ack = await visitor.Says(visitor.Message("") with { Kind = MessageKind.Image, Content = Sending.Picture(large) });

        var image = (await visitor.Sees(ack)).Content!.Image!;
        var small = await visitor.Api.Http.GetByteArrayAsync(new Uri(image.ThumbnailUrl!, UriKind.Relative));
        small.Length.ShouldBeLessThan((await visitor.Api.Http.GetByteArrayAsync(new Uri(image.Url!, UriKind.Relative))).Length / 2);
    }

    [Theory, BothDatabases]
    public async Task A_file_is_found_by_its_name(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");

        await visitor.SendsFile(Documents.Pdf, "十一月对账单.pdf");

        await lan.SoonFinds("对账单", 1);
        (await lan.Finds("对账单")).Items.Single().Kind.ShouldBe(MessageKind.File);
    }
}
