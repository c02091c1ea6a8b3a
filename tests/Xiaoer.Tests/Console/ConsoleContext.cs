using System.Net;
using System.Text;
using System.Text.Json;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Platform;
using Xiaoer.Tests.Conversations;
using Xiaoer.Web.Accounts;
using Xiaoer.Web.Platform;
using Xiaoer.Web.Shell;

namespace Xiaoer.Tests.Web;

/// <summary>The console's services over a clock, a browser and a server that the test holds in its hands.</summary>
internal sealed class ConsoleContext : BunitContext
{
    public static readonly Guid Me = Rows.Id(1);
    public static readonly Guid Shop = Rows.Id(2);

    /// <param name="page">The browser it runs in, to open a second page there.</param>
    public ConsoleContext(FakePage? page = null)
    {
        Page = page ?? new();
        Services.AddConsole(new Uri("http://shop.test/"));
        Services.AddSingleton<TimeProvider>(Time);
        Services.AddSingleton(new HttpClient(Server) { BaseAddress = new Uri("http://shop.test/") });
        Services.AddSingleton(new Browser(Page, Page));
        Server.On("GET", "/api/v1/session", _ => (HttpStatusCode.OK, Someone(Permissions.Of(Role.Agent))));
    }

    public FakeTimeProvider Time { get; } = new(Rows.Noon);
    public FakePage Page { get; }
    public FakeServer Server { get; } = new();

    public T Get<T>() where T : notnull => Services.GetRequiredService<T>();

    public async Task<ConsoleContext> SignedIn()
    {
        await Get<Session>().Restore();
        return this;
    }

    public static SessionView Someone(IReadOnlyList<string> permissions) => new(
        new PersonView(Me, "兰兰", "lan@shop.test", "zh-CN", false),
        [new ShopAccess(Shop, "小店", "CNY", "Asia/Shanghai", [Role.Agent], permissions, [new TeamView(Rows.Id(900), "售前")], [Rows.Id(900)])], "token");
}

/// <summary>The browser as far as the console asks it: memory that stays, everything else does nothing.</summary>
internal sealed class FakePage : Microsoft.JSInterop.IJSInProcessRuntime, IPage
{
    public Dictionary<string, string> Stored { get; } = [];
    public List<string> Calls { get; } = [];

    /// <summary>What was put at the caret of a field.</summary>
    public List<string> Inserted { get; } = [];

    public string? Get(string key) => Stored.GetValueOrDefault(key);
    public void Set(string key, string value) => Stored[key] = value;
    public void Remove(string key) => Stored.Remove(key);
    public string[] Keys(string prefix) => [.. Stored.Keys.Where(k => k.StartsWith(prefix, StringComparison.Ordinal))];
    public string? Language() => null;
    public void Look(string theme, string language) { }
    public void Focus(string selector) => Calls.Add("focus");
    public Task<string?> EarlySession() => Task.FromResult<string?>(null);

    public TResult Invoke<TResult>(string identifier, params object?[]? args)
    {
        Calls.Add(identifier);
        if (identifier == "xiaoer.insert") Inserted.Add((string)args![1]!);
        object? answer = identifier switch
        {
            "xiaoer.visible" => true,
            "xiaoer.hasUpload" => true,
            _ => null,
        };
        return answer is TResult result ? result : default!;
    }

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, object?[]? args) => ValueTask.FromResult(Invoke<TValue>(identifier, args));

    public ValueTask<TValue> InvokeAsync<TValue>(string identifier, CancellationToken cancellationToken, object?[]? args) =>
        ValueTask.FromResult(Invoke<TValue>(identifier, args));
}

/// <summary>A server that answers what the test says and remembers what it was asked.</summary>
internal sealed class FakeServer : HttpMessageHandler
{
    private readonly Dictionary<string, Func<string, (HttpStatusCode, object?)>> answers = [];

    public List<(string Route, string Body)> Asked { get; } = [];

    public void On(string method, string path, Func<string, (HttpStatusCode, object?)> answer) => answers[$"{method} {path}"] = answer;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var route = $"{request.Method} {request.RequestUri!.AbsolutePath}";
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        Asked.Add((route, body));
        var (status, content) = answers.TryGetValue(route, out var answer) ? answer(body) : (HttpStatusCode.NotFound, new { code = "not_found" });
        if (status == 0) throw new HttpRequestException("The line is dead.");
        var response = new HttpResponseMessage(status);
        if (content is not null) response.Content = new StringContent(JsonSerializer.Serialize(content, content.GetType(), XiaoerJson.Options), Encoding.UTF8, "application/json");
        return response;
    }
}
