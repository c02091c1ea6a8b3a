using System.Net.Http.Headers;
using System.Net.Http.Json;
using Xiaoer.Bench.Wire;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Bench.Servers;

/// <summary>A visitor of the shop page as the widget makes one: a visit, a first message, a live connection.</summary>
internal sealed record XiaoerVisitor(string Token, Guid Conversation)
{
    public static async Task<XiaoerVisitor> Visit(HttpClient http, Guid channel)
    {
        using var answer = await http.PostAsJsonAsync($"/api/v1/widget/channels/{channel}/visits", new OpenVisitRequest(null, null, "zh-CN", null), XiaoerJson.Options);
        return new XiaoerVisitor((await XiaoerAgent.Read<VisitView>(answer)).Token, Guid.Empty);
    }

    /// <summary>The first words, which open the conversation.</summary>
    public async Task<XiaoerVisitor> Ask(HttpClient http)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/widget/messages")
        {
            Content = JsonContent.Create(new SendMessageRequest("first", MessageKind.Text, "您好，在吗？"), options: XiaoerJson.Options),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", Token) },
        };
        using var answer = await http.SendAsync(request);
        return this with { Conversation = (await XiaoerAgent.Read<MessageAck>(answer)).ConversationId };
    }

    public WebSocketLine Connect(Uri server)
    {
        var line = new WebSocketLine();
        line.Open(new Uri($"ws://{server.Authority}/hubs/visitor"), $"Origin: {server.GetLeftPart(UriPartial.Authority)}");
        SignalRWire.Handshake(line);
        SignalRWire.Call(line, "Join", Token);
        return line;
    }
}
