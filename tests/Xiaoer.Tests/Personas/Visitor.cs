using System.Net.Http.Headers;
using Microsoft.AspNetCore.SignalR.Client;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Tests.Personas;

/// <summary>Somebody on the shop's page, talking through the widget's API.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    private int _spoken;
    private string _token = "";

    private Visitor(Uri server, Guid channel, HttpClient http) => (Server, Channel, Api) = (server, channel, new Api(http));

    public Uri Server { get; }
    public Guid Channel { get; }
    public Api Api { get; }
    public VisitView Visit { get; private set; } = null!;
    public LiveLine? Line { get; private set; }
    public Guid Id => Visit.VisitorId;

    /// <summary>The conversation of the last acknowledged message.</summary>
    public Guid Conversation { get; private set; }

    public string Token
    {
        get => _token;
        private set
        {
            _token = value;
            Api.Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", value);
        }
    }

    public static async Task<Visitor> Arrives(
        Uri server, Guid channel, string? token = null, string? identity = null, VisitedPage? page = null, string? locale = null, HttpMessageHandler? handler = null)
    {
        var visitor = new Visitor(server, channel, new HttpClient(handler ?? new SocketsHttpHandler()) { BaseAddress = server, Timeout = TimeSpan.FromSeconds(20) });
        await visitor.Comes(token, identity, page, locale);
        return visitor;
    }

    /// <summary>Opens the page again, with or without the token of last time.</summary>
    public async Task<VisitView> Comes(string? token, string? identity = null, VisitedPage? page = null, string? locale = null)
    {
        Visit = await Api.Post<VisitView>($"/api/v1/widget/channels/{Channel}/visits", new OpenVisitRequest(token, identity, locale, page));
        Token = Visit.Token;
        if (Visit.Thread.ConversationId is { } conversation) Conversation = conversation;
        return Visit;
    }

    public SendMessageRequest Message(string text, string? id = null) =>
        new(id ?? $"m{Interlocked.Increment(ref _spoken)}-{Id:N}", MessageKind.Text, text);

    /// <summary>Sends by POST, as the widget does while its live connection is away.</summary>
    public Task<MessageAck> Says(string text, string? id = null) => Says(Message(text, id));

    public async Task<MessageAck> Says(SendMessageRequest message)
    {
        var ack = await Api.Post<MessageAck>("/api/v1/widget/messages", message);
        Conversation = ack.ConversationId;
        return ack;
    }

    /// <summary>Opens the live connection and joins the visitor's own thread.</summary>
    public async Task<LiveLine> Connects(string? origin = null)
    {
        Line = await LiveLine.Open(new Uri(Server, "/hubs/visitor"), socket => Credentials(socket, origin));
        (await Line.Hub.InvokeAsync<bool>("Join", Token)).ShouldBeTrue();
        return Line;
    }

    public async Task<SendResult> SaysLive(SendMessageRequest message)
    {
        var result = await (Line ?? await Connects()).Hub.InvokeAsync<SendResult>("Send", message);
        if (result.Ack is { } ack) Conversation = ack.ConversationId;
        return result;
    }

    public Task<SendResult> SaysLive(string text, string? id = null) => SaysLive(Message(text, id));

    public Task<VisitorThread> Thread() => Api.Get<VisitorThread>("/api/v1/widget/thread");

    public Task<VisitorThread> ThreadAfter(Guid conversation, long sequence) =>
        Api.Get<VisitorThread>($"/api/v1/widget/thread?conversation={conversation}&after={sequence}");

    public Task<VisitorThread> ThreadBefore(Guid conversation, long sequence) => Api.Get<VisitorThread>($"/api/v1/widget/thread?before={conversation}:{sequence}");

    public Task Reads(long delivered, long read) => Api.Post("/api/v1/widget/read", new VisitorReadRequest(Conversation, delivered, read));

    public async ValueTask DisposeAsync()
    {
        if (Line is not null) await Line.DisposeAsync();
        Api.Dispose();
    }

    private void Credentials(System.Net.WebSockets.ClientWebSocketOptions socket, string? origin)
    {
        if (origin is not null) socket.SetRequestHeader("Origin", origin);
        else socket.SetRequestHeader("Authorization", $"Bearer {Token}");
    }
}
