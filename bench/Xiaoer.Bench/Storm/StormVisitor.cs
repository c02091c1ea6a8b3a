using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using Xiaoer.Bench.Servers;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Bench.Storm;

/// <summary>A visitor as the widget keeps one alive: connects, joins, catches up over the API, listens; when the line ends it waits with full jitter and begins anew.</summary>
internal sealed class StormVisitor(Uri server, HttpClient http, XiaoerVisitor who) : IDisposable
{
    private const byte RecordEnd = 0x1e;
    private const int PatienceMs = 15_000;
    private const int LongestWaitMs = 30_000;
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _calls = new();
    private readonly ConcurrentDictionary<string, long> _acknowledged = new();
    private readonly SemaphoreSlim _sending = new(1, 1);
    private ClientWebSocket? _socket;
    private int _attempts;
    private long _lastSequence;
    private int _sent;

    /// <summary>When it was last joined and caught up, in <see cref="Stopwatch"/> ticks; zero while it is not.</summary>
    public long RecoveredAt;

    /// <summary>How often it had to try to connect.</summary>
    public int Tries { get; private set; }

    public async Task Live(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                using var socket = new ClientWebSocket();
                socket.Options.SetRequestHeader("Origin", server.GetLeftPart(UriPartial.Authority));
                await Connect(socket, ct);
                await Listen(socket, ct);
            }
            catch (Exception lost) when (lost is WebSocketException or HttpRequestException or IOException or TaskCanceledException or TimeoutException) { }

            RecoveredAt = 0;
            _socket = null;
            foreach (var call in _calls.Values) call.TrySetException(new IOException("The line ended."));
            _calls.Clear();
            if (!ct.IsCancellationRequested) await Task.Delay(Wait(), CancellationToken.None);
        }
    }

    /// <summary>Sends a message and answers when it is acknowledged.</summary>
    public async Task Say(CancellationToken ct)
    {
        var socket = _socket ?? throw new IOException("There is no line.");
        var message = $"s{Interlocked.Increment(ref _sent)}";
        var sequence = Expect(message);
        await Send(socket, $$"""{"type":1,"invocationId":"{{message}}","target":"Send","arguments":[{"client_message_id":"{{message}}","kind":"text","text":"请问这款茶杯还有现货吗？"}]}""", ct);
        _acknowledged[message] = await sequence.WaitAsync(TimeSpan.FromMilliseconds(PatienceMs), ct);
    }

    /// <summary>How many of its acknowledged messages the store does not hold under their number.</summary>
    public async Task<int> Lost()
    {
        var stored = new Dictionary<string, long>();
        for (long after = 0; ;)
        {
            var thread = await Thread(after, CancellationToken.None);
            foreach (var entry in thread.Items.Where(e => e.ClientMessageId is not null)) stored[entry.ClientMessageId!] = entry.Sequence;
            if (!thread.More || thread.Items.Count == 0) break;
            after = thread.Items[^1].Sequence;
        }

        return _acknowledged.Count(a => stored.GetValueOrDefault(a.Key) != a.Value) + (stored.ContainsKey("first") ? 0 : 1);
    }

    public void Dispose() => _sending.Dispose();

    private async Task Connect(ClientWebSocket socket, CancellationToken ct)
    {
        Tries++;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(PatienceMs);
        await socket.ConnectAsync(new Uri($"ws://{server.Authority}/hubs/visitor"), patience.Token);
        await Send(socket, """{"protocol":"json","version":1}""", patience.Token);
        await Send(socket, $$"""{"type":1,"invocationId":"join","target":"Join","arguments":["{{who.Token}}"]}""", patience.Token);
    }

    private async Task Listen(ClientWebSocket socket, CancellationToken ct)
    {
        var (buffer, filled) = (new byte[1024], 0);
        while (true)
        {
            if (filled == buffer.Length) Array.Resize(ref buffer, buffer.Length * 2);
            var part = await socket.ReceiveAsync(buffer.AsMemory(filled), ct);
            if (part.MessageType == WebSocketMessageType.Close) return;
            filled += part.Count;
            for (int end; (end = buffer.AsSpan(0, filled).IndexOf(RecordEnd)) >= 0;)
            {
                await Hear(socket, Encoding.UTF8.GetString(buffer, 0, end), ct);
                buffer.AsSpan(end + 1, filled - end - 1).CopyTo(buffer);
                filled -= end + 1;
            }
        }
    }

    private async Task Hear(ClientWebSocket socket, string record, CancellationToken ct)
    {
        if (record.StartsWith("{\"type\":7", StringComparison.Ordinal)) throw new IOException(record);
        if (record.StartsWith("{\"type\":6", StringComparison.Ordinal)) await Send(socket, """{"type":6}""", ct);
        if (!record.StartsWith("{\"type\":3", StringComparison.Ordinal)) return;
        using var answer = JsonDocument.Parse(record);
        var id = answer.RootElement.GetProperty("invocationId").GetString()!;
        if (id == "join") await Joined(socket, answer.RootElement, ct);
        else if (_calls.TryRemove(id, out var call)) Acknowledge(call, answer.RootElement);
    }

    private async Task Joined(ClientWebSocket socket, JsonElement answer, CancellationToken ct)
    {
        if (!answer.TryGetProperty("result", out var joined) || joined.ValueKind != JsonValueKind.True) throw new IOException($"Not let in: {answer}");
        var thread = await Thread(_lastSequence, ct);
        _lastSequence = Math.Max(_lastSequence, thread.LastSequence);
        (_attempts, _socket) = (0, socket);
        RecoveredAt = Stopwatch.GetTimestamp();
    }

    private static void Acknowledge(TaskCompletionSource<long> call, JsonElement answer)
    {
        if (answer.TryGetProperty("result", out var result) && result.TryGetProperty("ack", out var ack) && ack.ValueKind == JsonValueKind.Object)
            call.TrySetResult(ack.GetProperty("sequence").GetInt64());
        else
            call.TrySetException(new IOException($"Refused: {answer}"));
    }

    private Task<long> Expect(string id)
    {
        var call = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        _calls[id] = call;
        return call.Task;
    }

    private async Task Send(ClientWebSocket socket, string record, CancellationToken ct)
    {
        await _sending.WaitAsync(ct);
        try { await socket.SendAsync(Encoding.UTF8.GetBytes(record + (char)RecordEnd), WebSocketMessageType.Text, endOfMessage: true, ct); }
        finally { _sending.Release(); }
    }

    private async Task<VisitorThread> Thread(long after, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/widget/thread?conversation={who.Conversation}&after={after}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", who.Token) } };
        using var answer = await http.SendAsync(request, ct);
        return answer.IsSuccessStatusCode ? await XiaoerAgent.Read<VisitorThread>(answer) : throw new IOException($"The thread was answered with {(int)answer.StatusCode}.");
    }

    // As the widget waits: a tenth of a second, and any part of a growing span.
    private TimeSpan Wait() => TimeSpan.FromMilliseconds(100 + Random.Shared.NextDouble() * Math.Min(LongestWaitMs, 500 << Math.Min(++_attempts, 10)));
}
