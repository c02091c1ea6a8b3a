using Xiaoer.Cluster.Tests.Drills;
using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests;

/// <summary>A SQLite store whose files were hurt between two runs (FT-04, P14): the program goes on from the last good commit or refuses to start, and says why.</summary>
public sealed class DamagedStoreTests
{
    private const string Base = "xiaoer.db", Log = "xiaoer.db-wal", Shared = "xiaoer.db-shm";
    private const int Page = 4096;

    [Theory]
    [InlineData("truncated")]
    [InlineData("garbled")]
    [InlineData("gone")]
    public async Task FT04_A_hurt_log_costs_at_most_what_stood_behind_the_hurt(string how)
    {
        await using var ground = await DrillGround.Prepare(postgres: false);
        var (node, history) = await Killed(ground);
        using var told = history;
        var before = await Stored(node, ground);
        Hurt(Path.Join(node.Folder, Log), how);

        await node.Start();
        await node.Kill();

        (await Store.Integrity(node)).ShouldBe("ok");
        var after = await Store.Messages(node);
        after.Except(before).ShouldBeEmpty("nothing is there that was never said");
        (await Store.LastSequences(node)).ShouldAllBe(c => after.Count(m => m.Conversation == c.Key) == c.Value, "threads end where their conversation says");
        after.Count.ShouldBeLessThan(before.Count, "the log held nothing that was not in the file: the test proves nothing");
        (await new Verbs(node.Folder).Try("check")).Code.ShouldBe(0);
        ground.Keep = false;
    }

    [Fact]
    public async Task FT04_Without_its_shared_memory_it_loses_nothing()
    {
        await using var ground = await DrillGround.Prepare(postgres: false);
        var (node, history) = await Killed(ground);
        using var told = history;
        File.Delete(Path.Join(node.Folder, Shared));

        await node.Start();
        await node.Kill();

        var stored = (await Store.Messages(node)).Select(m => m.Id).ToHashSet();
        history.Attempts.Where(a => a.AckedAt is not null && !stored.Contains(a.Message!.Value)).ShouldBeEmpty();
        ground.Keep = false;
    }

    [Theory]
    [InlineData("header")]
    [InlineData("pages")]
    [InlineData("cut off")]
    public async Task FT04_A_hurt_file_is_not_served(string how)
    {
        await using var ground = await DrillGround.Prepare(postgres: false);
        var (node, history) = await Killed(ground);
        using var told = history;
        await new Verbs(node.Folder).Say("check", "--json"); // opens and closes it: all is in the one file now
        File.Delete(Path.Join(node.Folder, Log));
        var file = Path.Join(node.Folder, Base);
        Hurt(file, how);
        var hurt = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        node.Launch();
        await node.Gone().WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        node.Tail().ShouldContain("is damaged");
        node.Tail().ShouldContain("Restore the last backup");
        (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).ShouldBe(hurt, "what can still be rescued is left as it was");
        ground.Keep = false;
    }

    /// <summary>A store that people were talking in when the program was killed: the log holds what the file does not yet.</summary>
    private static async Task<(Node Node, History History)> Killed(DrillGround ground)
    {
        var node = await ground.FreshNode();
        await node.Start();
        var history = ground.NewHistory("talk");
        await using var crowd = await Crowd.Gather([node.Address], ground.Shop.Channel, history, 5);
        crowd.Talk(stopAtFailure: true, pause: 5);
        await Patience.Until(() => Task.FromResult(history.Acknowledged > 100), TimeSpan.FromSeconds(60), "people are talking");
        await node.Kill();
        await crowd.Hush();
        return (node, history);
    }

    /// <summary>What the file and its log hold together, read from a copy so that neither is touched.</summary>
    private static async Task<IReadOnlyList<StoredMessage>> Stored(Node node, DrillGround ground)
    {
        var copy = Directory.CreateDirectory(Path.Join(ground.Folder, "copy")).FullName;
        foreach (var name in (string[])[Base, Log]) File.Copy(Path.Join(node.Folder, name), Path.Join(copy, name));
        return await Store.Messages(ground.NodeOn(copy, null));
    }

    private static void Hurt(string path, string how)
    {
        if (how == "gone")
        {
            File.Delete(path);
            return;
        }

        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var noise = new byte[how == "header" ? 100 : 64];
        new Random(4).NextBytes(noise);
        switch (how)
        {
            case "truncated" or "cut off":
                file.SetLength(file.Length / 2 + 100);
                break;
            case "garbled":
                Write(file, file.Length / 2, noise);
                break;
            case "header":
                Write(file, 0, noise);
                break;
            case "pages":
                for (var page = 2; page < file.Length / Page; page += 3) Write(file, page * (long)Page, noise);
                break;
        }
    }

    private static void Write(FileStream file, long at, byte[] bytes)
    {
        file.Position = at;
        file.Write(bytes);
    }
}
