using System.Net;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Components.Web;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Conversations;

namespace Xiaoer.Tests.Web;

/// <summary>What a message can be, on the desk: files, quotes, calls, stickers, and what is taken back.</summary>
public class MessagePartsTests
{
    private static readonly Guid Conversation = Rows.Id(70);
    private static readonly string Path = $"/api/v1/shops/{ConsoleContext.Shop}/conversations/{Conversation}";
    private static readonly MessageView Asked = Rows.Message(70, 3, text: "红色的还有吗？");
    private static readonly MessageView Mine = Rows.Message(70, 4, MessageAuthor.Agent, text: "打错了") with { SenderId = ConsoleContext.Me };

    [Fact]
    public async Task A_file_goes_up_as_a_file_and_can_be_called_off()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Instance.Picked("f1", "尺码表.xlsx", 2000, false, null);
        composer.Instance.Picked("f2", "setup.exe", 2000, false, null);
        composer.Instance.Picked("f3", "film.mp4", 21 * 1024 * 1024, false, null);

        context.Get<Outbox>().Of(Conversation).ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            m => m.Kind.ShouldBe(MessageKind.File), m => m.File.ShouldBe(new PickedFile("尺码表.xlsx", 2000)), m => m.Status.ShouldBe(OutgoingStatus.Uploading));
        var entry = context.Render<OutgoingEntry>(p => p.Add(c => c.Message, context.Get<Outbox>().Find("f1")!));
        entry.Markup.ShouldContain("尺码表.xlsx");
        entry.Find("button.link").Click();
        context.Get<Outbox>().Of(Conversation).ShouldBeEmpty();
    }

    [Fact]
    public void What_is_stored_says_whether_it_is_a_picture_or_a_file()
    {
        var waiting = new Outgoing("f1", ConsoleContext.Shop, Conversation, MessageKind.File, "", null, Rows.Noon, OutgoingStatus.Uploading, File: new("a.pdf", 9));
        var file = new FileView(Guid.CreateVersion7(Rows.Noon), "/files/1", 0, 0, 9, "application/pdf", "a.pdf");

        var next = UploadRules.After(waiting, 200, JsonSerializer.Serialize(file, XiaoerJson.Options), Rows.Noon);

        (next.Kind, next.Status, next.Content).ShouldBe((MessageKind.File, OutgoingStatus.Sending, new MessageContent(File: new FilePart(file.Id, "a.pdf", "application/pdf", 9, "/files/1"))));
    }

    [Fact]
    public async Task An_answer_carries_what_it_answers_and_drops_it_once_sent()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        await composer.InvokeAsync(() => context.Get<ToComposer>().Answer(Asked));
        composer.Find(".quoting").TextContent.ShouldContain("红色的还有吗？");
        composer.Find("textarea").Input("有的");
        composer.Find("textarea").KeyDown(new KeyboardEventArgs { Key = "Enter" });

        composer.WaitForAssertion(() => context.Server.Asked.Count(a => a.Route == $"POST {Path}/messages").ShouldBe(1));
        Content(context).GetProperty("quote").GetProperty("sequence").GetInt64().ShouldBe(3);
        composer.FindAll(".quoting").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_note_is_quoted_in_a_note_only()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        await composer.InvokeAsync(() => context.Get<ToComposer>().Answer(Asked with { Kind = MessageKind.Note, Author = MessageAuthor.Agent }));
        composer.Find(".compose").ClassList.ShouldContain("as-note");
        composer.Find("button[aria-pressed]").Click();

        composer.FindAll(".quoting").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_sticker_goes_by_its_code()
    {
        using var context = await Context();
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));

        composer.Find(".emoji > .tool").Click();
        composer.FindAll(".tabs button")[1].Click();
        composer.FindAll(".drawer .one").Count.ShouldBe(Stickers.All.Count);
        composer.Find(".drawer .one").Click();

        composer.WaitForAssertion(() => Content(context).GetProperty("sticker").GetProperty("code").GetString().ShouldBe(Stickers.All[0]));
    }

    [Fact]
    public async Task Words_taken_back_can_be_written_anew_by_their_author()
    {
        using var context = await Context();
        context.Time.SetUtcNow(Mine.At.AddSeconds(30));
        context.Server.On("POST", $"{Path}/messages/{Mine.Id}/recall", _ => (HttpStatusCode.NoContent, null));
        var composer = context.Render<Composer>(p => p.Add(c => c.Id, Conversation));
        context.Get<Recalls>().May(Mine).ShouldBeTrue();
        context.Get<Recalls>().May(Asked).ShouldBeFalse();

        await composer.InvokeAsync(() => context.Get<Recalls>().Recall(Mine));
        var line = context.Render<RecalledLine>(p => p.Add(c => c.Message, RecallRules.Of(Mine, Rows.Noon)));
        line.Find("button").Click();

        composer.Find("textarea").GetAttribute("value").ShouldBe("打错了");
        context.Time.SetUtcNow(Mine.At.AddSeconds(121));
        context.Get<Recalls>().May(Mine).ShouldBeFalse();
    }

    [Theory]
    [InlineData("@", 1, "")]
    [InlineData("@M", 2, "M")]
    [InlineData("看下 @Me", 6, "Me")]
    [InlineData("请@兰", 3, "兰")]
    [InlineData("@Mei 好", 6, null)]
    [InlineData("lan@shop", 8, null)]
    [InlineData("no sign", 7, null)]
    [InlineData("@abcdefghijklmnopqrstu", 22, null)]
    [InlineData("@Mei and more", 2, "M")]
    public void Behind_an_at_sign_stands_who_is_meant(string text, int caret, string? asked) => MentionDraft.Asked(text, caret).ShouldBe(asked);

    [Fact]
    public void Only_colleagues_who_see_the_conversation_can_be_called()
    {
        var (sales, other) = (Rows.Id(900), Rows.Id(901));
        ColleagueView Person(int id, string name, Role role, Guid team, bool disabled = false) => new(Rows.Id(id), name, [role], [team], disabled, 0, 8);
        var people = new[]
        {
            Person(1, "Me", Role.Agent, sales), Person(2, "Mei", Role.Agent, sales), Person(3, "Hua", Role.Agent, other), Person(4, "Bo", Role.TeamLead, other),
            Person(5, "Gone", Role.Agent, sales, disabled: true),
        };

        MentionDraft.Find(people, "", sales, Rows.Id(1)).Select(p => p.Name).ShouldBe(["Bo", "Mei"]);
        MentionDraft.Find(people, "ME", sales, Rows.Id(1)).Select(p => p.Name).ShouldBe(["Mei"]);
        MentionDraft.Of("@Mei 看下", [new(Rows.Id(2), "Mei"), new(Rows.Id(4), "Bo")]).ShouldBe([Rows.Id(2)]);
        MentionDraft.Of("没有叫谁", [new(Rows.Id(2), "Mei")]).ShouldBeNull();
    }

    [Theory]
    [InlineData("application/pdf", "file-sign pdf", 0)]
    [InlineData("audio/mpeg", "file-sign sound", 1)]
    [InlineData("video/mp4", "file-sign film", 1)]
    [InlineData("audio/amr", "file-sign sound", 0)]
    public async Task A_file_shows_what_it_is_and_plays_where_it_can(string type, string sign, int players)
    {
        using var context = await Context();

        var bubble = context.Render<FileBubble>(p => p.Add(b => b.File, new FilePart(Rows.Id(5), "名字.x", type, 1_500_000, "/api/v1/files/1")));

        bubble.Markup.ShouldContain(sign);
        bubble.Markup.ShouldContain("1.5 MB");
        bubble.FindAll("audio,video").Count.ShouldBe(players);
        bubble.Find("a[download]").GetAttribute("href").ShouldBe("/api/v1/files/1");
    }

    private static async Task<ConsoleContext> Context()
    {
        var context = new ConsoleContext();
        context.Server.On("POST", $"{Path}/messages", _ => (HttpStatusCode.OK, new MessageAck(Rows.Id(60), Conversation, 9, Rows.Noon, false)));
        return await context.SignedIn();
    }

    private static JsonElement Content(ConsoleContext context) =>
        JsonDocument.Parse(context.Server.Asked.Last(a => a.Route == $"POST {Path}/messages").Body).RootElement.GetProperty("content");
}
