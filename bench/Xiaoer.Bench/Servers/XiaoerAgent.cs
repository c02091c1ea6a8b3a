using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Xiaoer.Bench.Wire;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Bench.Servers;

/// <summary>An agent of the benchmark's shop, signed in like a person: the API by cookie, the desk's hub by the same cookie.</summary>
internal sealed class XiaoerAgent : IDisposable
{
    private readonly HttpClient _http;
    private readonly CookieContainer _cookies;
    private readonly Uri _server;

    private XiaoerAgent(HttpClient http, CookieContainer cookies, Uri server, ShopAccess shop) => (_http, _cookies, _server, Shop) = (http, cookies, server, shop);

    public ShopAccess Shop { get; }

    public static async Task<XiaoerAgent> SignIn(Uri server, string email, string password)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server };
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new SignInRequest(email, password), XiaoerJson.Options);
        var session = await Read<SessionView>(answer);
        http.DefaultRequestHeaders.Add("X-XSRF-TOKEN", session.AntiforgeryToken);
        return new XiaoerAgent(http, cookies, server, session.Shops[0]);
    }

    public Task SitDown() => Put("seat", new SetSeatRequest(true, 50));

    public Task Claim(Guid conversation) => Post($"conversations/{conversation}/claim");

    public Task Resolve(Guid conversation) => Post($"conversations/{conversation}/resolve");

    public Task Say(Guid conversation, SendMessageRequest message) => Post($"conversations/{conversation}/messages", message);

    public async Task<Guid> Channel()
    {
        var channels = await Get<JsonElement>("channels");
        var items = channels.ValueKind == JsonValueKind.Array ? channels : channels.GetProperty("items");
        return items[0].GetProperty("id").GetGuid();
    }

    public Task<MessagePage> Messages(Guid conversation, long after) => Get<MessagePage>($"conversations/{conversation}/messages?after={after}&limit=200");

    /// <summary>A desk that has all these conversations open.</summary>
    public WebSocketLine Desk(IEnumerable<Guid> conversations)
    {
        var line = new WebSocketLine();
        line.Open(
            new Uri($"ws://{_server.Authority}/hubs/agent"),
            $"Cookie: {_cookies.GetCookieHeader(_server)}", $"Origin: {_server.GetLeftPart(UriPartial.Authority)}");
        SignalRWire.Handshake(line);
        SignalRWire.Call(line, "Enter", Shop.Id);
        foreach (var conversation in conversations) SignalRWire.Call(line, "Open", Shop.Id, conversation);
        return line;
    }

    public void Dispose() => _http.Dispose();

    private string Address(string path) => $"/api/v1/shops/{Shop.Id}/{path}";

    private async Task<T> Get<T>(string path)
    {
        using var answer = await _http.GetAsync(new Uri(Address(path), UriKind.Relative));
        return await Read<T>(answer);
    }

    private async Task Put<T>(string path, T body)
    {
        using var answer = await _http.PutAsJsonAsync(Address(path), body, XiaoerJson.Options);
        await Check(answer);
    }

    private Task Post(string path) => Post(path, new { });

    private async Task Post<T>(string path, T body)
    {
        using var answer = await _http.PostAsJsonAsync(Address(path), body, XiaoerJson.Options);
        await Check(answer);
    }

    internal static async Task<T> Read<T>(HttpResponseMessage answer)
    {
        await Check(answer);
        return (await answer.Content.ReadFromJsonAsync<T>(XiaoerJson.Lenient))!;
    }

    private static async Task Check(HttpResponseMessage answer)
    {
        if (!answer.IsSuccessStatusCode)
            throw new BenchProblem($"{answer.RequestMessage?.Method} {answer.RequestMessage?.RequestUri?.PathAndQuery}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
    }
}
