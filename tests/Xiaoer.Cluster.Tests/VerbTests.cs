using System.Text.Json;
using Xiaoer.Cluster.Tests.Harness;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Orders;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Orders;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Cluster.Tests;

/// <summary>The verbs as an operator says them, with the program that is delivered.</summary>
public sealed class VerbTests : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-verbs-").FullName;
    private Node? _node;

    [Fact]
    public async Task A_shop_of_ones_own_can_be_talked_to_after_one_command()
    {
        var opened = await Say("user", "add", "yun@shop.example", "--shop", "云上集", "--json");
        await Serve();
        var channel = Guid.Parse(opened.GetProperty("widget_line").GetString()!.Split('"')[3]);

        await using var visitor = await Visitor.Arrives(_node!.Address, channel);
        await visitor.Says("有人吗？");
        await using var yun = await Agent.SignsIn(_node.Address, "yun@shop.example", opened.GetProperty("password").GetString()!);
        var taken = (await yun.TakesNext())!;
        await yun.Replies(taken.Id, "在的");

        (await visitor.Thread()).Items.Where(m => m.Kind == MessageKind.Text).Select(m => m.Text).ShouldBe(["有人吗？", "在的"]);
    }

    [Fact]
    public async Task Beside_a_running_server_a_verb_hands_its_words_over()
    {
        await Say("user", "add", "yun@shop.example", "--shop", "云上集", "--password", "long-enough-for-this", "--json");
        await Serve();

        await Say("user", "add", "lan@shop.example", "--shop", "云上集", "--role", "agent", "--password", "also-long-enough-here", "--json");
        var imported = await Say("import", "orders", OrderFile(invoices: 40), "--shop", "Online Retail", "--preset", "uci", "--json");

        imported.GetProperty("orders").GetInt32().ShouldBe(40);
        await using var lan = await Agent.SignsIn(_node!.Address, "lan@shop.example", "also-long-enough-here");
        lan.Session.Shops.Single().Name.ShouldBe("云上集");
        await using var yun = await Owner("Online Retail");
        (await Count(yun)).ShouldBe((40, 120));
    }

    [Fact]
    public async Task An_import_that_was_killed_goes_on_where_it_was()
    {
        const int invoices = 60_000;
        var file = OrderFile(invoices);
        await Say("user", "add", "yun@shop.example", "--shop", "云上集", "--password", "long-enough-for-this", "--json");

        var killed = 0;
        foreach (var after in (int[])[2000, 2500, 3000])
            if (await KilledAfter(after, "import", "orders", file, "--shop", "Online Retail", "--preset", "uci", "--json")) killed++;
        await Say("import", "orders", file, "--shop", "Online Retail", "--preset", "uci", "--json");
        var again = await Say("import", "orders", file, "--shop", "Online Retail", "--preset", "uci", "--json");

        killed.ShouldBeGreaterThan(0, "no import ran long enough to be killed: the test proves nothing");
        again.GetProperty("orders").GetInt32().ShouldBe(invoices);
        await Serve();
        await using var yun = await Owner("Online Retail");
        (await Count(yun)).ShouldBe((invoices, invoices * 3));
    }

    public async ValueTask DisposeAsync()
    {
        if (_node is not null) await _node.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task Serve()
    {
        _node = new Node(Tool.FreePort(), _folder);
        await _node.Start();
    }

    private async Task<Agent> Owner(string shop)
    {
        await using var owner = await Agent.SignsIn(_node!.Address, "yun@shop.example", "long-enough-for-this");
        return await Agent.SignsIn(_node.Address, "yun@shop.example", "long-enough-for-this", owner.Session.Shops.Single(s => s.Name == shop).Id);
    }

    private Task<JsonElement> Say(params string[] words) => new Verbs(_folder).Say(words);

    private Task<bool> KilledAfter(int milliseconds, params string[] words) => new Verbs(_folder).KilledAfter(milliseconds, words);

    private static async Task<(int Orders, int Items)> Count(Agent yun)
    {
        var (orders, items) = (0, 0);
        string? cursor = null;
        do
        {
            var page = await yun.Api.Get<Page<OrderView>>($"{yun.Desk}/orders?limit=200{(cursor is null ? "" : "&cursor=" + Uri.EscapeDataString(cursor))}");
            orders += page.Items.Count;
            items += page.Items.Sum(o => o.ItemCount);
            cursor = page.Next;
        }
        while (cursor is not null);
        return (orders, items);
    }

    private static string OrderFile(int invoices) => UciFile.Large(invoices);
}
