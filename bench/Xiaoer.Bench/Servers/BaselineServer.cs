using System.Diagnostics;
using System.Globalization;
using System.Text;
using Xiaoer.Bench.Chat;
using Xiaoer.Bench.Wire;

namespace Xiaoer.Bench.Servers;

/// <summary>The bare socket.io server of <c>bench/baseline-socketio</c> on its own PostgreSQL database.</summary>
internal sealed class BaselineServer : IChatServer
{
    private readonly Process _process;
    private readonly PostgresServer _postgres;
    private readonly int _port;
    private int _rooms;

    private BaselineServer(Process process, PostgresServer postgres, int port) => (_process, _postgres, _port) = (process, postgres, port);

    public string Name => "baseline";
    public IReadOnlyList<int> Processes => [_process.Id, _postgres.ProcessId];

    public static async Task<BaselineServer> Start(BenchPlace place, PostgresServer postgres)
    {
        var node = Tool.Find("node") ?? throw new BenchProblem("Node 20 is missing: the baseline runs on it (https://nodejs.org).");
        var folder = Path.Combine(place.Repository, "bench", "baseline-socketio");
        if (!Directory.Exists(Path.Combine(folder, "node_modules"))) await Tool.Run("npm", ["ci", "--prefix", folder, "--no-audit", "--no-fund"]);
        await postgres.CreateDatabase("baseline");
        var port = place.Port(1);
        var environment = new Dictionary<string, string?> { ["PORT"] = $"{port}", ["DATABASE_URL"] = postgres.Url("baseline"), ["NODE_ENV"] = "production" };
        var log = Path.Combine(place.Folder, "baseline.log");
        var process = Tool.Start(node, [Path.Combine(folder, "server.js")], environment, log);
        await BenchPlace.WaitFor(new Uri($"http://127.0.0.1:{port}/"), process, log);
        return new BaselineServer(process, postgres, port);
    }

    public Task<ChatRoom> Open(int conversations)
    {
        var room = ++_rooms;
        var first = room * 100_000;
        var agents = ChatRoom.Agents(conversations);
        var lines = new List<WebSocketLine>();
        for (var i = 0; i < agents + conversations; i++)
        {
            var line = new WebSocketLine();
            lines.Add(line);
            line.Open(new Uri($"ws://127.0.0.1:{_port}/socket.io/?EIO=4&transport=websocket"));
            SocketIoWire.Handshake(line);
            SocketIoWire.Join(line, i < agents ? Enumerable.Range(0, conversations).Where(c => c % agents == i).Select(c => first + c) : [first + i - agents]);
            line.Unblock();
        }
        var pairs = Enumerable.Range(0, conversations)
            .Select(c => new ChatPair(Encoding.ASCII.GetBytes($"{first + c}"), agents + c, c % agents)).ToList();
        return Task.FromResult(new ChatRoom(new SocketIoWire($"r{room}"), $"r{room}", pairs, lines));
    }

    public async Task Verify(ChatRoom room, IReadOnlyList<LoadLog> logs)
    {
        var rows = await _postgres.Query("baseline", $"SELECT client_message_id, id FROM messages WHERE client_message_id LIKE '{room.Run}-%'");
        var stored = rows.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('|'))
            .ToDictionary(r => r[0], r => long.Parse(r[1], CultureInfo.InvariantCulture));
        foreach (var log in logs)
            for (var i = 0; i < log.Sent; i++)
                if (log.Sequence(i) is { } id && stored.GetValueOrDefault($"{room.Run}-{log.Offset + i}") != id)
                    throw new BenchProblem($"The baseline acknowledged message {log.Offset + i} as {id} but does not hold it.");
    }

    public async ValueTask DisposeAsync() => await Tool.Stop(_process);
}
