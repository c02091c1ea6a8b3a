using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Tests.Personas;

/// <summary>A live connection to a hub that remembers everything it heard; tests wait for what they expect instead of sleeping.</summary>
internal sealed class LiveLine : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly List<LiveEvent> _heard = [];
    private readonly List<(Func<LiveEvent, bool> Wanted, TaskCompletionSource<LiveEvent> Found)> _waiting = [];
    private readonly TaskCompletionSource<string?> _bye = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public HubConnection Hub { get; }

    private LiveLine(HubConnection hub)
    {
        Hub = hub;
        hub.On<LiveEvent[]>("events", Hear);
        hub.On<JsonElement>("bye", said => _bye.TrySetResult(said.ValueKind == JsonValueKind.Object ? said.GetProperty("code").GetString() : said.GetString()));
        hub.Closed += _ =>
        {
            _closed.TrySetResult();
            _bye.TrySetResult(null);
            return Task.CompletedTask;
        };
    }

    public static async Task<LiveLine> Open(Uri hub, Action<System.Net.WebSockets.ClientWebSocketOptions>? socket = null)
    {
        var builder = new HubConnectionBuilder().WithUrl(hub, o =>
        {
            o.SkipNegotiation = true;
            o.Transports = HttpTransportType.WebSockets;
            o.WebSocketConfiguration = socket ?? (_ => { });
        });
        builder.AddJsonProtocol(json => XiaoerJson.Apply(json.PayloadSerializerOptions));
        var line = new LiveLine(builder.Build());
        await line.Hub.StartAsync();
        return line;
    }

    public IReadOnlyList<LiveEvent> Heard
    {
        get { lock (_lock) return [.. _heard]; }
    }

    /// <summary>The first event that fits, heard already or yet to come.</summary>
    public async Task<LiveEvent> Until(Func<LiveEvent, bool> wanted, TimeSpan? patience = null)
    {
        TaskCompletionSource<LiveEvent> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_heard.FirstOrDefault(wanted) is { } already) return already;
            _waiting.Add((wanted, found));
        }
        try
        {
            return await found.Task.WaitAsync(patience ?? Patience);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not heard; heard only: {string.Join(", ", Heard.Select(e => $"{e.Cursor} {e.Name}"))}");
        }
    }

    public Task<LiveEvent> Until(string name) => Until(e => e.Name == name);

    /// <summary>The code the server said before it closed, or null when it just closed.</summary>
    public Task<string?> Bye(TimeSpan within) => _bye.Task.WaitAsync(within);

    public Task Closed(TimeSpan within) => _closed.Task.WaitAsync(within);

    public ValueTask DisposeAsync() => Hub.DisposeAsync();

    private void Hear(LiveEvent[] events)
    {
        lock (_lock)
        {
            _heard.AddRange(events);
            foreach (var (wanted, found) in _waiting.ToList())
                if (events.FirstOrDefault(wanted) is { } match)
                {
                    found.TrySetResult(match);
                    _waiting.RemoveAll(w => w.Found == found);
                }
        }
    }
}
