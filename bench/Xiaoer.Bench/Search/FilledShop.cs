using Xiaoer.Bench.Servers;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Bench.Search;

/// <summary>A shop with years behind it: opened by the program itself; all it has is written into the store while that stands still.</summary>
internal sealed class FilledShop(BenchPlace place, XiaoerProgram program, SearchSize size)
{
    public const string Owner = "owner@bench.example";
    public const string Password = "bench-only-1-password";

    /// <param name="run">Takes a piece of SQL to the store.</param>
    /// <returns>The visitors written.</returns>
    public async Task<IReadOnlyList<Guid>> Fill(Dictionary<string, string?> environment, bool postgres, Func<string, Task> run)
    {
        await Console.Error.WriteLineAsync($"Writing {size.Orders} orders, {size.Customers} customers, {size.Messages} messages from a seed …");
        await program.Run(environment, "user", "add", Owner, "--shop", "bench", "--password", Password);
        var (process, _) = await program.Serve(environment, Path.Combine(place.Folder, "fill.log"));
        Guid shop, team, channel, me;
        try
        {
            using var owner = await XiaoerAgent.SignIn(new Uri(environment["XIAOER_URLS"]!), Owner, Password);
            (shop, me) = (owner.Shop.Id, owner.Person);
            (team, channel) = await owner.OpenChannel();
        }
        finally
        {
            await Tool.Stop(process);
        }

        var store = new SearchStore(size, postgres, shop, team, channel, me, run);
        await store.Write();
        await run(postgres ? "ANALYZE" : "ANALYZE;");
        foreach (var file in Directory.EnumerateFiles(environment["XIAOER_DATA"]!, "search.db*")) File.Delete(file);
        if (postgres) await run("DROP TABLE IF EXISTS messages_fts, messages_fts_places");
        return store.Visitors;
    }

    /// <summary>Until every message can be found.</summary>
    public static async Task Indexed(XiaoerAgent owner)
    {
        while ((await owner.Get<MessageHitPage>("search/messages?q=x")).Indexing is not null || (await owner.Get<MessageHitPage>("search/messages?q=在吗")).Items.Count == 0) await Task.Delay(100);
    }

    /// <summary>The sqlite3 program with a store's file, as <see cref="Fill"/> wants it.</summary>
    public static Func<string, Task> Sqlite(string file)
    {
        var sqlite = Tool.Find("sqlite3") ?? throw new BenchProblem("The sqlite3 program is missing: a million messages are written with it. On Debian: apt-get install sqlite3.");
        return sql => Tool.Run(sqlite, ["-bail", file], input: "PRAGMA synchronous = OFF;\n" + sql);
    }
}
