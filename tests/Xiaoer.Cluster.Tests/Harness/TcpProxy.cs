using System.Net;
using System.Net.Sockets;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>What happens to the bytes that pass.</summary>
internal enum LineState
{
    Open,
    /// <summary>Bytes are taken and go nowhere; nobody is told. New connections are accepted and stay silent: a dead cable.</summary>
    Silent,
    /// <summary>As silent, but only towards the server, or only towards the client: a one-way partition.</summary>
    SilentToServer,
    SilentToClient,
    /// <summary>Connections are refused and running ones cut.</summary>
    Closed,
}

/// <summary>A TCP line that can be cut, stalled, made one-way, or broken at an exact moment of what it carries.</summary>
internal sealed class TcpProxy : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly CancellationTokenSource _ends = new();
    private readonly Lock _lock = new();
    private readonly List<(TcpClient Client, TcpClient Server)> _pairs = [];
    private readonly Task _accepting;
    private volatile LineState _state;

    public TcpProxy(int target)
    {
        _target = target;
        _listener = new TcpListener(IPAddress.Loopback, 0);
        _listener.Start(512);
        _accepting = Accept();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>Looks at what the client sends; when it says yes, those bytes still reach the server, and then the line is cut before any answer.</summary>
    public Func<ReadOnlyMemory<byte>, bool>? CutAfter { get; set; }

    /// <summary>How often <see cref="CutAfter"/> has cut.</summary>
    public int Cuts;

    public LineState State
    {
        get => _state;
        set
        {
            _state = value;
            if (value == LineState.Closed) CutAll();
        }
    }

    /// <summary>Resets every running connection; new ones may come.</summary>
    public void CutAll()
    {
        lock (_lock)
        {
            foreach (var (client, server) in _pairs) { Reset(client); Reset(server); }
            _pairs.Clear();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ends.CancelAsync();
        _listener.Stop();
        CutAll();
        await _accepting;
        _ends.Dispose();
    }

    private async Task Accept()
    {
        while (!_ends.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptTcpClientAsync(_ends.Token);
                if (_state == LineState.Closed) Reset(client);
                else _ = Serve(client);
            }
            catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                if (_ends.IsCancellationRequested) return;
            }
        }
    }

    private async Task Serve(TcpClient client)
    {
        var server = new TcpClient();
        lock (_lock) _pairs.Add((client, server));
        try
        {
            await server.ConnectAsync(IPAddress.Loopback, _target, _ends.Token);
            client.NoDelay = server.NoDelay = true;
            await Task.WhenAny(Pump(client, server, toServer: true), Pump(server, client, toServer: false));
        }
        catch (Exception e) when (e is SocketException or OperationCanceledException or ObjectDisposedException or IOException) { }
        finally
        {
            lock (_lock) _pairs.Remove((client, server));
            Reset(client);
            Reset(server);
        }
    }

    private async Task Pump(TcpClient from, TcpClient to, bool toServer)
    {
        var buffer = new byte[64 * 1024];
        try
        {
            while (true)
            {
                var read = await from.GetStream().ReadAsync(buffer, _ends.Token);
                if (read == 0) return;
                // What came while the line was silent is lost, not late: the peers have to find out by themselves.
                if (Swallows(toServer)) continue;
                await to.GetStream().WriteAsync(buffer.AsMemory(0, read), _ends.Token);
                if (toServer && CutAfter?.Invoke(buffer.AsMemory(0, read)) == true)
                {
                    Interlocked.Increment(ref Cuts);
                    Reset(from);
                    // The server reads and commits what it got; its answer finds nobody.
                    await Patience.Pause(100, _ends.Token);
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException or InvalidOperationException) { }
    }

    private bool Swallows(bool toServer) => _state switch
    {
        LineState.Silent => true,
        LineState.SilentToServer => toServer,
        LineState.SilentToClient => !toServer,
        _ => false,
    };

    private static void Reset(TcpClient client)
    {
        if (client.Client is not { } socket) return; // closed before: TcpClient forgets its socket
        try
        {
            socket.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException) { }
        socket.Dispose();
        client.Dispose();
    }
}
