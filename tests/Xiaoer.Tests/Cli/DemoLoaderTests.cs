using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xiaoer.Catalog;
using Xiaoer.Cli.Demo;
using Xiaoer.Conversations;
using Xiaoer.Customers;
using Xiaoer.Knowledge;
using Xiaoer.Orders;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Cli;

/// <summary>The demo shop as it is loaded, taken away and shown.</summary>
public sealed class DemoLoaderTests : IAsyncLifetime
{
    private readonly string _folder = Directory.CreateTempSubdirectory("xiaoer-demo-").FullName;
    private WebApplication _app = null!;

    public async ValueTask InitializeAsync()
    {
        _app = Server.Build(new XiaoerOptions { Data = _folder, Urls = "http://127.0.0.1:0" }, builder => builder.Logging.ClearProviders());
        await Server.Prepare(_app);
    }

    [Fact]
    public async Task It_is_made_once_and_whole()
    {
        (await Load()).ShouldBeTrue();
        (await Load()).ShouldBeFalse();

        await With(async (_, db) =>
        {
            (await db.Set<Product>().CountAsync()).ShouldBe(37);
            (await db.Set<Customer>().CountAsync()).ShouldBe(240);
            (await db.Set<Order>().CountAsync()).ShouldBeGreaterThanOrEqualTo(900);
            (await db.Set<Script>().CountAsync(s => s.OwnerId == null)).ShouldBe(32);
            (await db.Set<Script>().CountAsync(s => s.OwnerId != null)).ShouldBe(5);
            (await db.Set<StoredFile>().CountAsync(f => f.AttachedAt != null)).ShouldBe(3);
            foreach (var conversation in await db.Set<Conversation>().AsNoTracking().ToListAsync())
            {
                var sequences = await db.Set<Message>().Where(m => m.ConversationId == conversation.Id).Select(m => m.Sequence).OrderBy(s => s).ToListAsync();
                sequences.ShouldBe(Enumerable.Range(1, sequences.Count).Select(i => (long)i));
                conversation.LastSequence.ShouldBe(sequences.Count);
                (conversation.Status == ConversationStatus.Queued).ShouldBe(conversation.AssigneeId is null);
            }

            var open = await db.Set<Conversation>().Where(c => c.AssigneeId != null && c.Status != ConversationStatus.Resolved).CountAsync();
            (await db.Set<Seat>().SumAsync(s => s.Open)).ShouldBe(open);
        });
    }

    [Fact]
    public async Task Broken_off_half_way_it_leaves_nothing_and_can_be_made_again()
    {
        await With((services, db) => Should.ThrowAsync<OperationCanceledException>(() => db.Write(async ct =>
        {
            await services.GetRequiredService<DemoLoader>().Load(ct);
            throw new OperationCanceledException();
        })));

        await With(async (_, db) => (await db.Set<Customer>().CountAsync()).ShouldBe(0));
        (await Load()).ShouldBeTrue();
    }

    [Fact]
    public async Task Taken_away_it_is_gone_and_its_password_with_it()
    {
        await Load();
        var logins = _app.Services.GetRequiredService<DemoLogins>();
        var before = logins.Read();

        await With((services, _) => services.GetRequiredService<DemoLoader>().Remove(default));
        await With(async (_, db) =>
        {
            (await db.Set<Message>().CountAsync()).ShouldBe(0);
            (await db.Set<Xiaoer.Accounts.Person>().CountAsync()).ShouldBe(0);
            (await db.Set<Xiaoer.Accounts.Shop>().CountAsync()).ShouldBe(0);
        });
        (await Load()).ShouldBeTrue();

        logins.Read().ShouldNotBeNull().ShouldNotBe(before);
        if (!OperatingSystem.IsWindows()) File.GetUnixFileMode(logins.File).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    [Fact]
    public async Task Its_pages_are_there_while_it_is_and_carry_no_script_of_their_own()
    {
        await _app.StartAsync();
        using var http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()),
        };
        string[] pages = ["/demo", "/demo?c=scents&lang=en", "/demo/p/YS1001", "/demo/p/ys6003?shade=tl&lang=en", "/demo/img/ys1001-pk.svg", "/demo/shop.css"];
        foreach (var page in pages) (await http.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.NotFound, page);

        await Load();

        foreach (var page in pages) (await http.GetAsync(page)).StatusCode.ShouldBe(HttpStatusCode.OK, page);
        var home = await http.GetAsync("/demo?lang=en");
        home.Headers.GetValues("Content-Security-Policy").Single().ShouldContain("script-src 'self'");
        var html = await home.Content.ReadAsStringAsync();
        html.ShouldContain($"data-channel=\"{DemoShop.Channel.Value}\"");
        html.ShouldNotContain("style=\"");
        (await http.GetAsync("/demo/p/YS9999")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await http.GetAsync("/demo/identity")).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        using var login = new FormUrlEncodedContent([new("customer", "YSJ10001")]);
        var answer = await http.PostAsync("/demo/login", login);
        answer.StatusCode.ShouldBe(HttpStatusCode.Redirect);
        answer.Headers.Location!.ToString().ShouldBe("/demo");
        (await (await http.GetAsync("/demo/identity")).Content.ReadAsStringAsync()).Split('.').Length.ShouldBe(3);
    }

    private async Task<bool> Load()
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<DemoLoader>().Load(default);
    }

    private async Task With(Func<IServiceProvider, XiaoerDb, Task> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        await work(scope.ServiceProvider, scope.ServiceProvider.GetRequiredService<XiaoerDb>());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }
}
