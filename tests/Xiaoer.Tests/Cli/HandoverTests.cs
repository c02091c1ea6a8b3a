using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xiaoer.Accounts;
using Xiaoer.Cli;
using Xiaoer.Conversations;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Nodes;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Orders;

namespace Xiaoer.Tests.Cli;

/// <summary>A verb that was handed to the running server is the server's work: how its caller leaves must not matter to the shop.</summary>
public sealed class HandoverTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-test-").FullName;

    private FolderLock _lock = null!;
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async ValueTask InitializeAsync()
    {
        _lock = FolderLock.Take(_folder);
        _app = Server.Build(new XiaoerOptions { Data = _folder, Urls = "http://127.0.0.1:0" }, builder => builder.Logging.ClearProviders());
        Handover.Map(_app, _lock);
        await Server.Prepare(_app);
        await _app.StartAsync();
        _http = new HttpClient { BaseAddress = new Uri(_app.Urls.First()) };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _lock.Token);
    }

    [Fact]
    public async Task A_verb_broken_off_in_the_middle_of_a_write_leaves_a_server_that_writes_on()
    {
        var gate = _app.Services.GetRequiredService<WriteGate>();
        using var leaving = new CancellationTokenSource();

        await using (await Hold(Path.Join(_folder, "xiaoer.db")))
        {
            var verb = Say(leaving.Token, "user", "add", "yun@shop.example", "--shop", "云上集", "--password", "long-enough-for-this");
            while (!await Taken(gate)) verb.IsCompleted.ShouldBeFalse();
            await leaving.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(() => verb);
        }

        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        using (await gate.EnterRaw(patience.Token)) { }
    }

    [Fact]
    public async Task Who_was_let_in_by_a_verb_stands_in_the_audit_log()
    {
        (await Say(default, "user", "add", "yun@shop.example", "--shop", "云上集", "--password", "long-enough-for-this")).ShouldContain("\"exit\":0");
        (await Say(default, "user", "reset", "yun@shop.example", "--password", "longer-than-the-first")).ShouldContain("\"exit\":0");

        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        var yun = await db.Set<Person>().Select(p => p.Id).SingleAsync(TestContext.Current.CancellationToken);
        var noted = await db.Set<AuditEntry>().Where(a => a.Subject == yun.Value).OrderBy(a => a.Id).ToListAsync(TestContext.Current.CancellationToken);
        noted.Select(a => (a.Action, a.Actor)).ShouldBe([("person.added", null), ("person.password_reset", null)]);
    }

    [Fact]
    public async Task A_shop_opened_by_an_import_can_be_talked_to_and_its_operator_hears_who_gets_in()
    {
        var orders = new UciFile().Line("536365", "85123A", 6, "2.55", "17850", "2010-12-01 08:26:00").Save(gzip: true).FullName;

        var first = await Say(default, "import", "orders", orders, "--shop", "Online Retail", "--preset", "uci");
        var again = await Say(default, "import", "orders", orders, "--shop", "Online Retail", "--preset", "uci");

        first.ShouldContain("widget/loader.js");
        first.ShouldContain("xiaoer user add EMAIL --shop");
        first.ShouldContain("\"exit\":0");
        again.ShouldNotContain("widget/loader.js");
        await using var scope = _app.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        (await db.Set<Channel>().SingleAsync(TestContext.Current.CancellationToken)).Name.ShouldBe("Online Retail");
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _lock.Dispose();
        SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task<string> Say(CancellationToken ct, params string[] words)
    {
        using var answer = await _http.PostAsJsonAsync("/local/verbs", new HandedWords(words, _folder), XiaoerJson.Options, ct);
        return await answer.Content.ReadAsStringAsync(ct);
    }

    /// <summary>Keeps the file's write lock: a write that begins stays in its beginning.</summary>
    private static async Task<SqliteConnection> Hold(string file)
    {
        var other = new SqliteConnection($"Data Source={file};Pooling=false");
        await other.OpenAsync();
        await using var begin = other.CreateCommand();
        begin.CommandText = "BEGIN IMMEDIATE";
        await begin.ExecuteNonQueryAsync();
        return other;
    }

    private static async Task<bool> Taken(WriteGate gate)
    {
        using var moment = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        try
        {
            using var turn = await gate.EnterRaw(moment.Token);
            return false;
        }
        catch (OperationCanceledException)
        {
            return true;
        }
    }
}
