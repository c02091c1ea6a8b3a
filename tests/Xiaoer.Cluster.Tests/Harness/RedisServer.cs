using System.Diagnostics;
using System.Net.Sockets;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>A Redis of the drill's own that can be stopped and started again; it keeps nothing.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private Process? _process;

    private RedisServer(int port) => Port = port;

    public int Port { get; }
    public string Address => $"127.0.0.1:{Port}";

    public static string? Program { get; } = Tool.Find("redis-server");

    public static async Task<RedisServer> Start()
    {
        var server = new RedisServer(Tool.FreePort());
        await server.Run();
        return server;
    }

    public async Task Run()
    {
        if (Program is null) throw new HarnessProblem("redis-server is missing. On Debian: apt-get install redis-server.");
        var info = new ProcessStartInfo(Program, ["--port", $"{Port}", "--bind", "0.0.0.0", "--protected-mode", "no", "--save", "", "--appendonly", "no"]) { RedirectStandardOutput = true };
        _process = Process.Start(info)!;
        _process.BeginOutputReadLine();
        await Patience.Until(Answers, TimeSpan.FromSeconds(10), "Redis answers");
    }

    public async Task Stop()
    {
        if (_process is null) return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync() => await Stop();

    private async Task<bool> Answers()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
