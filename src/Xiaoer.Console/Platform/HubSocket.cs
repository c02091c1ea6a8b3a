using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Web.Platform;

/// <summary>
/// One connection to a hub, speaking SignalR's JSON protocol over a WebSocket without negotiation: the small part of it that the console
/// uses, instead of the client library's 150 kB.
/// </summary>
internal sealed class HubSocket(TimeProvider time) : IDisposable
{
    private const byte End = 0x1e;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pulse = TimeSpan.FromSeconds(10);
    private static readonly byte[] Ping = [.. """{"type":6}"""u8, End];
    private static readonly byte[] Handshake = [.. """{"protocol":"json","version":1}"""u8, End];
    private readonly ClientWebSocket socket = new();
    private readonly SemaphoreSlim sending = new(1, 1);
    private readonly Dictionary<string, TaskCompletionSource<JsonElement>> asked = [];
    private readonly ArrayBufferWriter<byte> received = new(16 * 1024);
    private int last;

    /// <summary>The server called: name and arguments.</summary>
    public Action<string, JsonElement>? Called { get; set; }

    public bool Open => socket.State == WebSocketState.Open;

    public async Task Connect(Uri address, CancellationToken ct)
    {
        await socket.ConnectAsync(address, ct);
        await Write(Handshake, ct);
        using var patience = new CancellationTokenSource(Silence, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
        using var answer = await Next(either.Token) ?? throw new IOException("The hub closed during the handshake.");
        if (answer.RootElement.TryGetProperty("error", out var error)) throw new IOException(error.GetString());
    }

    /// <summary>Hears until the connection ends; the caller decides what then.</summary>
    public async Task Listen(CancellationToken ct)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var pinging = KeepAlive(ended.Token);
        try
        {
            while (!ct.IsCancellationRequested)
            {
                using var patience = new CancellationTokenSource(Silence, time);
                using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, patience.Token);
                using var message = await Next(either.Token);
                if (message is null || !Hear(message.RootElement)) return;
            }
        }
        finally
        {
            await ended.CancelAsync();
            await pinging;
            foreach (var waiting in asked.Values) waiting.TrySetException(new IOException("The connection ended."));
            asked.Clear();
        }
    }

    public async Task<T?> Ask<T>(string method, object?[] arguments, CancellationToken ct)
    {
        var id = (++last).ToString(CultureInfo.InvariantCulture);
        var answer = asked[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await Write(Call(method, arguments, id), ct);
            var result = await answer.Task.WaitAsync(ct);
            return result.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? default : result.Deserialize<T>(XiaoerJson.Lenient);
        }
        finally { asked.Remove(id); }
    }

    public Task Tell(string method, object?[] arguments, CancellationToken ct) => Write(Call(method, arguments, null), ct);

    public void Dispose()
    {
        socket.Dispose();
        sending.Dispose();
    }

    /// <summary>False: the server said that it closes.</summary>
    private bool Hear(JsonElement message)
    {
        switch (message.GetProperty("type").GetInt32())
        {
            case 1:
                Called?.Invoke(message.GetProperty("target").GetString()!, message.GetProperty("arguments"));
                return true;
            case 3 when asked.TryGetValue(message.GetProperty("invocationId").GetString()!, out var waiting):
                if (message.TryGetProperty("error", out var error)) waiting.TrySetException(new IOException(error.GetString()));
                else waiting.TrySetResult(message.TryGetProperty("result", out var result) ? result.Clone() : default);
                return true;
            case 7: return false;
            default: return true;
        }
    }

    private async Task KeepAlive(CancellationToken ct)
    {
        try
        {
            using var timer = new PeriodicTimer(Pulse, time);
            while (await timer.WaitForNextTickAsync(ct)) await Write(Ping, ct);
        }
        catch (Exception e) when (e is OperationCanceledException or WebSocketException or InvalidOperationException) { }
    }

    private async Task Write(byte[] frame, CancellationToken ct)
    {
        await sending.WaitAsync(ct);
        try { await socket.SendAsync(frame, WebSocketMessageType.Text, true, ct); }
        finally { sending.Release(); }
    }

    /// <summary>The next message, or null when the socket has closed. One frame may hold several messages, or a part of one.</summary>
    private async Task<JsonDocument?> Next(CancellationToken ct)
    {
        for (; ; )
        {
            if (received.WrittenSpan.IndexOf(End) is >= 0 and var end)
            {
                var message = received.WrittenSpan[..end].ToArray();
                var rest = received.WrittenSpan[(end + 1)..].ToArray();
                received.ResetWrittenCount();
                received.Write(rest);
                return JsonDocument.Parse(message);
            }
            var read = await socket.ReceiveAsync(received.GetMemory(8 * 1024), ct);
            if (read.MessageType == WebSocketMessageType.Close) return null;
            received.Advance(read.Count);
        }
    }

    private static byte[] Call(string method, object?[] arguments, string? id)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("type", 1);
            if (id is not null) json.WriteString("invocationId", id);
            json.WriteString("target", method);
            json.WriteStartArray("arguments");
            foreach (var argument in arguments) JsonSerializer.Serialize(json, argument, argument?.GetType() ?? typeof(object), XiaoerJson.Options);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        return [.. buffer.WrittenSpan, End];
    }
}
