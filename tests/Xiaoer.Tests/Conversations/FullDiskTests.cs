using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Backups;
using Xiaoer.Tests.Hosting;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Tests.Conversations;

/// <summary>The disk is full: nothing is acknowledged that is not on it, what is there can be read, and with room it goes on by itself.</summary>
public class FullDiskTests
{
    private static readonly string Long = string.Concat(Enumerable.Repeat("一句很长很长的话。", 150));

    [Fact]
    public async Task FT05_On_a_full_disk_nothing_is_acknowledged_and_with_room_it_goes_on()
    {
        await using var disk = await SmallDisk.Mount(megabytes: 64);
        if (disk is null) Assert.Skip("no small disk: mounting needs root and a tmpfs");
        await using var app = await XiaoerApp.Start(Database.Sqlite, o => { XiaoerApp.Generous(o); o.Data = Directory.CreateDirectory(Path.Join(disk.Folder, "data")).FullName; });
        var shop = await app.NewShop();
        await using var lan = await shop.SignsIn("Lan");
        await using var visitor = await shop.Asks("before");
        List<string> acknowledged = ["before"];
        var ballast = Path.Join(disk.Folder, "ballast");
        Fill(ballast);

        // The log has some room left; then no more.
        SendMessageRequest? refused = null;
        for (var i = 0; refused is null; i++)
        {
            i.ShouldBeLessThan(5_000, "the disk is full");
            var message = visitor.Message($"{i} {Long}");
            try
            {
                await visitor.Says(message);
                acknowledged.Add(message.Text!);
            }
            catch (Refused no)
            {
                ((int)no.Status, no.Code).ShouldBe((503, "unavailable"));
                refused = message;
            }
        }

        (await lan.Opens(visitor.Conversation)).Messages.Items[^1].Text.ShouldBe(acknowledged[^1]);
        (await Should.ThrowAsync<Refused>(() => lan.Notes(visitor.Conversation, Long))).Code.ShouldBe("unavailable");

        File.Delete(ballast);
        await visitor.Says(refused);
        acknowledged.Add(refused.Text!);
        await visitor.Says("after");
        acknowledged.Add("after");

        var stored = new List<MessageView>();
        do stored.AddRange((await lan.Api.Get<MessagePage>($"{lan.Desk}/conversations/{visitor.Conversation}/messages?after={(stored.Count == 0 ? 0 : stored[^1].Sequence)}&limit=200")).Items);
        while (stored.Count % 200 == 0);
        stored.Where(m => m.Author == MessageAuthor.Customer).Select(m => m.Text).ShouldBe(acknowledged);
        stored.Select(m => m.Sequence).ShouldBe(Enumerable.Range(1, stored.Count).Select(i => (long)i), "without a hole");
    }

    // To the last byte: large pieces, then small ones.
    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None, 0);
        foreach (var size in (int[])[1 << 20, 1 << 12, 1])
        {
            try
            {
                while (true) file.Write(new byte[size]);
            }
            catch (IOException) { } // no room for a piece of this size
        }
    }
}
