using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Architecture;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Xiaoer.Web.Platform;

namespace Xiaoer.Tests.Conversations;

/// <summary>Our own stickers: one set, the same for both sides (A3.7).</summary>
public class StickerTests
{
    [Theory, BothDatabases]
    public async Task Both_sides_send_them_by_code(Database database)
    {
        var shop = await TestShop.On(database);
        await using var visitor = await shop.Asks("hello");
        await using var lan = await shop.SignsIn("Lan");
        await lan.Claims(visitor.Conversation);

        var asked = await visitor.Says(visitor.Message("") with { Kind = MessageKind.Sticker, Content = new MessageContent(Sticker: new StickerPart("think")) });
        var said = await lan.Says(visitor.Conversation, lan.Message("", MessageKind.Sticker) with { Content = new MessageContent(Sticker: new StickerPart("coming")) });

        (await lan.Sees(asked)).Content!.Sticker!.Code.ShouldBe("think");
        (await visitor.Sees(said)).Content!.Sticker!.Code.ShouldBe("coming");
        (await lan.Row(visitor.Conversation)).LastKind.ShouldBe(MessageKind.Sticker);
    }

    [Theory]
    [InlineData("../../secret", "")]
    [InlineData("", "")]
    [InlineData("hello", "with words")]
    public async Task A_code_that_is_none_of_ours_is_refused(string code, string text)
    {
        var shop = await TestShop.On(Database.Sqlite);
        await using var visitor = await shop.Asks("hello");

        (await Should.ThrowAsync<Refused>(() => visitor.Says(visitor.Message(text) with { Kind = MessageKind.Sticker, Content = new MessageContent(Sticker: new StickerPart(code)) })))
            .Code.ShouldBe("bad_content");
    }

    [Fact]
    public void Every_one_is_drawn_and_has_words_in_both_languages()
    {
        var drawn = SourceTree.Files(["src/Xiaoer.Console/wwwroot/stickers"], ".svg").Select(f => Path.GetFileNameWithoutExtension(f.Path));

        drawn.Order().ShouldBe(Stickers.All.Order());
        foreach (var language in Texts.Languages)
        {
            var texts = Texts.Load(language);
            Stickers.All.ShouldAllBe(code => texts.ContainsKey("sticker." + code));
        }
    }
}
