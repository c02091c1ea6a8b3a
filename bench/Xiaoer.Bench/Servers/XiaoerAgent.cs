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

    private XiaoerAgent(HttpClient http, CookieContainer cookies, Uri server, ShopAccess shop, Guid person) => (_http, _cookies, _server, Shop, Person) = (http, cookies, server, shop, person);

    public ShopAccess Shop { get; }

    public Guid Person { get; }

    public static async Task<XiaoerAgent> SignIn(Uri server, string email, string password)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server };
        using var answer = await http.PostAsJsonAsync("/api/v1/session", new SignInRequest(email, password), XiaoerJson.Options);
        var session = await Read<SessionView>(answer);
        http.DefaultRequestHeaders.Add("X-XSRF-TOKEN", session.AntiforgeryToken);
        return new XiaoerAgent(http, cookies, server, session.Shops[0], session.Person.Id);
    }

    public Task SitDown() => Put("seat", new SetSeatRequest(true, 50));

    public Task Claim(Guid conversation) => Post($"conversations/{conversation}/claim");

    public Task Resolve(Guid conversation) => Post($"conversations/{conversation}/resolve");

    public Task Say(Guid conversation, SendMessageRequest message) => Post($"conversations/{conversation}/messages", message);

    /// <summary>As the owner: a team with a channel, which the agents below will serve.</summary>
    public async Task<(Guid Team, Guid Channel)> OpenChannel()
    {
        var team = await Post<SaveTeamRequest, TeamView>("teams", new SaveTeamRequest("bench"));
        var channel = await Post<object, JsonElement>("channels", new { name = "bench", team_id = team.Id });
        return (team.Id, channel.EnumerateObject().First(p => p.Value.ValueKind == JsonValueKind.String && Guid.TryParse(p.Value.GetString(), out _)).Value.GetGuid());
    }

    public Task Hire(string name, string email, string password, Guid team) => Post("people", new AddPersonRequest(name, email, password, [Role.Agent], [team]));

    public Task<MessagePage> Messages(Guid conversation, long after) => Get<MessagePage>($"conversations/{conversation}/messages?after={after}&limit=200");

    /// <summary>A desk as a person has it: it hears all the agent's conversations and has one of them open.</summary>
    public WebSocketLine Desk(Guid open)
    {
        var line = new WebSocketLine();
        line.Open(
            new Uri($"ws://{_server.Authority}/hubs/agent"),
            $"Cookie: {_cookies.GetCookieHeader(_server)}", $"Origin: {_server.GetLeftPart(UriPartial.Authority)}");
        SignalRWire.Handshake(line);
        SignalRWire.Call(line, "Enter", Shop.Id);
        SignalRWire.Call(line, "Open", Shop.Id, open);
        return line;
    }

    public void Dispose() => _http.Dispose();

    private string Address(string path) => $"/api/v1/shops/{Shop.Id}/{path}";

    public async Task<T> Get<T>(string path)
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

    private async Task<TAnswer> Post<T, TAnswer>(string path, T body)
    {
        using var answer = await _http.PostAsJsonAsync(Address(path), body, XiaoerJson.Options);
        return await Read<TAnswer>(answer);
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
