using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Personas;

/// <summary>A person at the desk of one shop, using what the console uses: the API with a cookie, and the agents' hub.</summary>
internal sealed class Agent : IAsyncDisposable
{
    private int _spoken;

    private Agent(Uri server, HttpClient http, CookieContainer cookies) => (Server, Api, Cookies) = (server, new Api(http), cookies);

    public Uri Server { get; }
    public Api Api { get; }
    public CookieContainer Cookies { get; }
    public SessionView Session { get; private set; } = null!;
    public LiveLine? Line { get; private set; }
    public Guid Shop { get; private set; }
    public Guid Id => Session.Person.Id;
    public string Name => Session.Person.Name;
    public string Desk => $"/api/v1/shops/{Shop}";

    public static async Task<Agent> SignsIn(Uri server, string email, string password, Guid? shop = null)
    {
        var cookies = new CookieContainer();
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = cookies }) { BaseAddress = server };
        var agent = new Agent(server, http, cookies);
        agent.Session = await agent.Api.Post<SessionView>("/api/v1/session", new SignInRequest(email, password));
        http.DefaultRequestHeaders.Add("X-XSRF-TOKEN", agent.Session.AntiforgeryToken);
        agent.Shop = shop ?? agent.Session.Shops[0].Id;
        return agent;
    }

    public async Task<LiveLine> Connects()
    {
        Line = await LiveLine.Open(new Uri(Server, "/hubs/agent"), socket =>
        {
            socket.Cookies = Cookies;
            socket.SetRequestHeader("Origin", Server.GetLeftPart(UriPartial.Authority));
        });
        await Line.Hub.InvokeAsync<long>("Enter", Shop);
        return Line;
    }

    public Task<InboxSnapshot> Inbox(InboxFilter filter = InboxFilter.All) => Api.Get<InboxSnapshot>($"{Desk}/conversations?filter={filter.ToString().ToLowerInvariant()}&limit=200");

    public Task<ConversationView> Opens(Guid conversation) => Api.Get<ConversationView>($"{Desk}/conversations/{conversation}");

    public Task<MessagePage> Messages(Guid conversation, long after) => Api.Get<MessagePage>($"{Desk}/conversations/{conversation}/messages?after={after}&limit=200");

    public SendMessageRequest Message(string text, MessageKind kind = MessageKind.Text) => new($"a{Interlocked.Increment(ref _spoken)}-{Id:N}", kind, text);

    public Task<MessageAck> Replies(Guid conversation, string text) => Says(conversation, Message(text));

    public Task<MessageAck> Notes(Guid conversation, string text) => Says(conversation, Message(text, MessageKind.Note));

    public Task<MessageAck> Says(Guid conversation, SendMessageRequest message) => Api.Post<MessageAck>($"{Desk}/conversations/{conversation}/messages", message);

    public Task Claims(Guid conversation) => Api.Post($"{Desk}/conversations/{conversation}/claim");

    public Task<ConversationRow?> TakesNext(Guid? team = null) => TakeNext(team);

    public Task Resolves(Guid conversation) => Api.Post($"{Desk}/conversations/{conversation}/resolve");

    public Task Reopens(Guid conversation) => Api.Post($"{Desk}/conversations/{conversation}/reopen");

    public Task Transfers(Guid conversation, Guid? person = null, Guid? team = null, string? note = null) =>
        Api.Post($"{Desk}/conversations/{conversation}/transfer", new TransferRequest(team, person, note));

    public Task Moves(Guid conversation, ReceptionStep step) => Api.Post($"{Desk}/conversations/{conversation}/step", new MoveStepRequest(step));

    public Task Reads(Guid conversation, long sequence) => Api.Post($"{Desk}/conversations/{conversation}/read", new ReadRequest(sequence));

    public Task<SeatView> Seat() => Api.Get<SeatView>($"{Desk}/seat");

    public Task<SeatView> Sits(int? capacity = null, bool? available = null) => Api.Put<SeatView>($"{Desk}/seat", new SetSeatRequest(available, capacity));

    public Task<EventPage> EventsAfter(long cursor) => Api.Get<EventPage>($"{Desk}/events?after={cursor}");

    public async ValueTask DisposeAsync()
    {
        if (Line is not null) await Line.DisposeAsync();
        Api.Dispose();
    }

    private async Task<ConversationRow?> TakeNext(Guid? team)
    {
        var answer = await Api.Accepted(await Api.Send(HttpMethod.Post, $"{Desk}/queue/next", new TakeNextRequest(team)));
        return answer.StatusCode == HttpStatusCode.NoContent ? null : await Api.Read<ConversationRow>(answer);
    }
}
