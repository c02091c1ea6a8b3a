using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>
/// FT-18 and FT-19: a node is cut off from the database, from Redis, or from both – wholly, one way only, or on and off – while visitors write
/// at every node. The node cut from the database acknowledges nothing; nothing forks; a node cut from Redis alone goes on.
/// </summary>
internal static class PartitionDrill
{
    private static readonly (string What, bool Database, bool Redis, LineState State)[] Partitions =
    [
        ("cut from the database", true, false, LineState.Closed),
        ("silent line to the database", true, false, LineState.Silent),
        ("one-way line from the database", true, false, LineState.SilentToClient),
        ("cut from the database and Redis", true, true, LineState.Closed),
        ("cut from Redis", false, true, LineState.Closed),
        ("silent line to Redis", false, true, LineState.Silent),
    ];

    public static async Task<DrillReport> Run(int rounds, int seconds, TextWriter output)
    {
        var report = new DrillReport("partition", output);
        await using var ground = await DrillGround.Prepare(postgres: true);
        var redis = ground.Keeps(await RedisServer.Start());
        var whole = await ground.FreshNode(redis.Address);
        var toDatabase = ground.Keeps(new TcpProxy(ground.Postgres!.Port));
        var toRedis = ground.Keeps(new TcpProxy(redis.Port));
        var island = ground.NodeOn(whole.Folder, DrillGround.Through(toDatabase, whole.Database!), $"127.0.0.1:{toRedis.Port}");
        await whole.Start();
        await island.Start();

        for (var round = 0; round < rounds; round++)
            foreach (var partition in Partitions)
            {
                await Once(ground, whole, island, partition.Database ? toDatabase : null, partition.Redis ? toRedis : null, partition.State, partition.What, seconds, report);
            }
        for (var round = 0; round < rounds; round++) await RestartRedis(ground, whole, island, redis, report);
        ground.Keep = report.Faults.Count > 0;
        return report;
    }

    // The island may have fallen silent with a lock in its hand: the database takes it away after five seconds.
    private static async Task<bool> GoesOn(History history, int before)
    {
        try
        {
            await Patience.Until(() => Task.FromResult(history.Acknowledged > before), TimeSpan.FromSeconds(8), "the other node goes on");
            return true;
        }
        catch (TimeoutException)
        {
            return false;
        }
    }

    private static async Task Once(
        DrillGround ground, Node whole, Node island, TcpProxy? database, TcpProxy? redis, LineState state, string what, int seconds, DrillReport report)
    {
        using var history = ground.NewHistory($"{report.Runs}");
        await using var here = await Crowd.Gather([whole.Address], ground.Shop.Channel, history, size: 8);
        using var islanders = ground.NewHistory($"{report.Runs}-island");
        await using var there = await Crowd.Gather([island.Address], ground.Shop.Channel, islanders, size: 8);
        here.Talk(pause: 5);
        there.Talk(pause: 5);
        await Patience.Pause(700);

        foreach (var line in new[] { database, redis }.OfType<TcpProxy>()) line.State = state;
        // What was already committed may still be answered; from then on nothing is.
        await Patience.Pause(300);
        var (mainland, cutOff) = (history.Acknowledged, islanders.Acknowledged);
        await Patience.Pause(seconds * 1000);
        var goesOn = await GoesOn(history, mainland);
        var cutOffAfter = islanders.Acknowledged;
        foreach (var line in new[] { database, redis }.OfType<TcpProxy>()) line.State = LineState.Open;
        if (state != LineState.Closed) foreach (var line in new[] { database, redis }.OfType<TcpProxy>()) line.CutAll();

        await Patience.Until(() => Task.FromResult(islanders.Acknowledged > cutOffAfter + 20), TimeSpan.FromSeconds(30), $"the island is back: {what}");
        await Task.WhenAll(here.Hush(), there.Hush());
        await Task.WhenAll(here.Settle(TimeSpan.FromSeconds(30)), there.Settle(TimeSpan.FromSeconds(30)));

        var verdict = Checker.Check([.. history.Attempts, .. islanders.Attempts], await Store.Messages(whole), await Store.LastSequences(whole));
        await report.Add(verdict, note: what);
        if (!goesOn) report.Fault($"{what}: the other node stood still too");
        if (database is not null && cutOffAfter > cutOff) report.Fault($"{what}: {cutOffAfter - cutOff} messages were acknowledged without the database");
        if (database is null && cutOffAfter <= cutOff) report.Fault($"{what}: acknowledgements waited for Redis");
    }

    /// <summary>FT-19: Redis goes and comes back; acknowledgements never wait for it.</summary>
    private static async Task RestartRedis(DrillGround ground, Node whole, Node island, RedisServer redis, DrillReport report)
    {
        using var history = ground.NewHistory($"{report.Runs}");
        await using var crowd = await Crowd.Gather([whole.Address, island.Address], ground.Shop.Channel, history, size: 16);
        crowd.Talk(pause: 5);
        await Patience.Pause(500);

        await redis.Stop();
        await Patience.Pause(500);
        var down = history.Acknowledged;
        await Patience.Pause(2000);
        if (history.Acknowledged <= down) report.Fault("nothing was acknowledged while Redis was down");
        await redis.Run();
        await Patience.Pause(500);
        await crowd.Hush();
        await crowd.Settle(TimeSpan.FromSeconds(30));

        await report.Add(await Checker.Check(history, whole), note: "Redis restarted");
    }
}
