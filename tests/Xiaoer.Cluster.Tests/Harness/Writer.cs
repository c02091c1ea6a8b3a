using System.Net.WebSockets;
using Microsoft.AspNetCore.SignalR;
using Xiaoer.Shared.Conversations;
using Xiaoer.Tests.Personas;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>
/// A visitor who writes as fast as answers come, over the live connection or by POST, and after any failure sends the same message with the
/// same id again – to the next address when there are several. What becomes of each try is written down.
/// </summary>
internal sealed class Writer(IReadOnlyList<Uri> servers, Guid channel, History history, int number, bool live) : IAsyncDisposable
{
    private static readonly string[] Words = ["在吗", "包裹到哪里了？", "hello", "😀 好的", "尺码合适吗", "<b>not bold</b>", "{{7*7}}", "能便宜点吗", "e\u0301", "谢谢！"];
    private readonly Random _random = new(number);
    private Visitor? _visitor;
    private string? _token;
    private int _server = number % servers.Count;
    private int _sent;

    /// <summary>What was sent and not yet acknowledged: the first thing to send again.</summary>
    public SendMessageRequest? Pending { get; private set; }

    /// <summary>The longest time from a first failure to the next acknowledgement.</summary>
    public TimeSpan LongestOutage { get; private set; }

    public Guid Id { get; private set; }

    public async Task Arrive()
    {
        _visitor = await Visitor.Arrives(servers[_server], channel, _token);
        if (_token is not null && _visitor.Id != Id) throw new HarnessProblem($"Visitor {Id} came back as {_visitor.Id}.");
        (_token, Id) = (_visitor.Token, _visitor.Id);
        if (live) await _visitor.Connects();
    }

    /// <summary>Writes until told to stop; goes on through failures unless <paramref name="stopAtFailure"/>.</summary>
    public async Task Run(CancellationToken stop, bool stopAtFailure = false, int pause = 2)
    {
        DateTimeOffset? failing = null;
        while (!stop.IsCancellationRequested)
        {
            if (await Try())
            {
                if (failing is { } since) LongestOutage = TimeSpan.FromTicks(Math.Max(LongestOutage.Ticks, (Now - since).Ticks));
                failing = null;
                await Patience.Pause(_random.Next(pause * 2 + 1), CancellationToken.None);
            }
            else
            {
                if (stopAtFailure) return;
                failing ??= Now;
                await Patience.Pause(50, CancellationToken.None);
            }
        }
    }

    /// <summary>Sends the pending message again until it is acknowledged: no outcome stays unknown.</summary>
    public async Task Settle(TimeSpan patience)
    {
        if (Pending is null) return;
        await Patience.Until(Try, patience, $"writer {number} learns what became of {Pending.ClientMessageId}");
    }

    public async ValueTask DisposeAsync()
    {
        if (_visitor is not null) await _visitor.DisposeAsync();
    }

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private async Task<bool> Try()
    {
        var message = Pending ??= new SendMessageRequest($"w{number}-{++_sent}", MessageKind.Text, $"{Words[_random.Next(Words.Length)]} {number}.{_sent}".Normalize());
        var sentAt = Now;
        try
        {
            if (_visitor is null) await Arrive();
            var result = live ? await _visitor!.SaysLive(message) : new SendResult(await _visitor!.Says(message));
            if (result.Ack is not { } ack) return await Failed(message, sentAt, result.Code ?? "no code", broken: false);

            history.Add(new Attempt(Id, message.ClientMessageId, message.Text!, sentAt, Now, ack.ConversationId, ack.Sequence, ack.Id, ack.Repeated, null));
            Pending = null;
            return true;
        }
        catch (Refused refused)
        {
            return await Failed(message, sentAt, refused.Code ?? $"{(int)refused.Status}", broken: false);
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException or WebSocketException or HubException or InvalidOperationException or ShouldAssertException)
        {
            return await Failed(message, sentAt, e.GetType().Name, broken: true);
        }
    }

    private async Task<bool> Failed(SendMessageRequest message, DateTimeOffset sentAt, string error, bool broken)
    {
        history.Add(new Attempt(Id, message.ClientMessageId, message.Text!, sentAt, null, null, null, null, false, error));
        if (!broken && servers.Count == 1) return false;

        // A new connection, at the next address if there is one: what a browser behind a proxy does.
        _server = (_server + 1) % servers.Count;
        if (_visitor is not null) await _visitor.DisposeAsync();
        _visitor = null;
        return false;
    }
}
