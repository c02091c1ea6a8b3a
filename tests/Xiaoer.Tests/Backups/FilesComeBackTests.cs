using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Conversations;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;
using Xiaoer.Tests.Platform.Files;
using Database = Xiaoer.Tests.Hosting.Database;

namespace Xiaoer.Tests.Backups;

/// <summary>Files, calls and what was taken back come through a backup as they were, from a folder into a database and the other way (A3.9, P14).</summary>
public sealed class FilesComeBackTests : IDisposable
{
    private readonly BackupGround _ground = new();

    [Theory, EveryWay]
    public async Task What_a_message_can_be_is_the_same_after_a_restore(Database from, Database to)
    {
        await using var app = await XiaoerApp.Start(from, XiaoerApp.Generous);
        var shop = await app.NewShop();
        await using var visitor = await shop.Asks("here it is");
        await using var lan = await shop.SignsIn("Lan");
        await using var mei = await shop.SignsIn("Mei");
        var film = new byte[600_000];
        new Random(9).NextBytes(film);
        Documents.Movie("isom").CopyTo(film, 0);
        var sent = await visitor.SendsFile(film, "开箱.mp4");
        var taken = await visitor.Says("not meant for you");
        await visitor.Recalls(taken);
        await lan.Says(visitor.Conversation, lan.Message("@Mei", MessageKind.Note) with { Content = new MessageContent(Mentions: [mei.Id]) });

        var file = await _ground.Save(app);
        var place = await _ground.Empty(to);
        await BackupGround.Restore(file, place);

        await using var restored = await XiaoerApp.Start(place);
        await using var back = await Visitor.Arrives(restored.Address, shop.Channel, visitor.Token);
        var part = (await back.Sees(sent)).Content!.File!;
        part.Name.ShouldBe("开箱.mp4");
        (await back.Api.Http.GetByteArrayAsync(new Uri(part.Url!, UriKind.Relative))).ShouldBe(film);
        (await back.Sees(taken)).ShouldSatisfyAllConditions(m => m.Text.ShouldBe(""), m => m.RecalledAt.ShouldNotBeNull());
        await using var meiThere = await Agent.SignsIn(restored.Address, shop.Seeded.People["Mei"].Email, SeededShop.Password, shop.Id);
        (await meiThere.Api.Get<MentionList>($"{meiThere.Desk}/mentions")).Unseen.ShouldBe(1);
    }

    public void Dispose() => _ground.Dispose();
}
