using System.Text.Json;
using Microsoft.AspNetCore.Components;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Web.Platform;

public enum LineState { Off, Connecting, Live, Down, Replaced }

/// <summary>
/// The one live connection of the page: WebSockets without negotiation, so any node serves it. It comes back by itself and says so;
/// what was missed is the business of whoever listens.
/// </summary>
internal sealed class HubLine(NavigationManager navigation, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(6);
    private HubSocket? hub;
    private CancellationTokenSource? running;
    private TaskCompletionSource nudge = new();

    public Signal Changed { get; } = new();
    public LineState State { get; private set; } = LineState.Off;
    public bool EverLive { get; private set; }

    public event Action<IReadOnlyList<LiveEvent>>? Received;

    /// <summary>Runs after each connection, before the line counts as live: enter the shop, ask what was missed.</summary>
    public Func<Task>? Entering { get; set; }

    /// <summary>The server said good-bye for a reason, e.g. <c>signed_out</c>.</summary>
    public event Action<string>? Dismissed;

    public void Start()
    {
        if (running is not null) return;
        running = new CancellationTokenSource();
        EverLive = false;
        _ = Keep(running.Token);
    }

    public async Task Stop()
    {
        if (running is null) return;
        await running.CancelAsync();
        running.Dispose();
        running = null;
        nudge.TrySetResult();
        Become(LineState.Off);
    }

    /// <summary>The network came back or the server answered a poll: do not wait any longer.</summary>
    public void TryNow() => nudge.TrySetResult();

    public async Task<T?> Ask<T>(string method, params object?[] arguments)
    {
        if (hub is not { Open: true } socket) return default;
        try
        {
            using var patience = new CancellationTokenSource(Patience, time);
            return await socket.Ask<T>(method, arguments, patience.Token);
        }
        catch (Exception e) when (e is not ApiFailure) { return default; }
    }

    public async Task Tell(string method, params object?[] arguments)
    {
        if (hub is not { Open: true } socket) return;
        try { await socket.Tell(method, arguments, CancellationToken.None); }
        catch (Exception e) when (e is not ApiFailure) { nudge.TrySetResult(); }
    }

    public void Dispose() => running?.Dispose();

    private async Task Keep(CancellationToken ct)
    {
        for (var attempt = 0; !ct.IsCancellationRequested;)
        {
            Become(EverLive || attempt > 1 ? LineState.Down : LineState.Connecting);
            if (await Once(ct)) attempt = 0;
            else attempt++;
            if (ct.IsCancellationRequested || State == LineState.Replaced) return;

            Become(EverLive || attempt > 1 ? LineState.Down : LineState.Connecting);
            nudge = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var pause = Backoff.After(attempt, Random.Shared.NextDouble());
            await Task.WhenAny(Task.Delay(pause, time, ct), nudge.Task);
        }
    }

    /// <summary>One connection from opening to loss. True: it had been live.</summary>
    private async Task<bool> Once(CancellationToken ct)
    {
        var live = false;
        using var socket = new HubSocket(time) { Called = Hear };
        try
        {
            await socket.Connect(Address, ct);
            var listening = socket.Listen(ct);
            hub = socket;
            if (Entering is { } enter) await enter();
            live = EverLive = true;
            Become(LineState.Live);
            await listening;
        }
        catch (ApiFailure failure) when (failure.Status == 401) { await running!.CancelAsync(); }
        catch (Exception) when (!ct.IsCancellationRequested) { }
        catch (OperationCanceledException) { }
        finally { if (hub == socket) hub = null; }
        return live;
    }

    private Uri Address
    {
        get
        {
            var page = navigation.ToAbsoluteUri("hubs/agent");
            return new UriBuilder(page) { Scheme = page.Scheme == Uri.UriSchemeHttps ? "wss" : "ws" }.Uri;
        }
    }

    private void Hear(string name, JsonElement arguments)
    {
        if (arguments.GetArrayLength() == 0) return;
        if (name == "events" && arguments[0].Deserialize<LiveEvent[]>(XiaoerJson.Lenient) is { } events) Received?.Invoke(events);
        else if (name == "bye" && arguments[0].TryGetProperty("code", out var code)) Leave(code.GetString() ?? "");
    }

    private void Leave(string code)
    {
        if (code == "too_many_connections") Become(LineState.Replaced);
        Dismissed?.Invoke(code);
    }

    private void Become(LineState state)
    {
        if (State == state || (State == LineState.Replaced && state != LineState.Off)) return;
        State = state;
        Changed.Raise();
    }
}
