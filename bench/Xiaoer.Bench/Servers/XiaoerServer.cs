using System.Diagnostics;
using System.Text;
using Xiaoer.Bench.Chat;
using Xiaoer.Bench.Wire;

namespace Xiaoer.Bench.Servers;

/// <summary>The product under load: the published program on a fresh store with one shop and twenty agents.</summary>
internal sealed class XiaoerServer : IChatServer
{
    private const string Owner = "owner@bench.example";
    private const string Password = "bench-only-1-password";
    private readonly Process _process;
    private readonly PostgresServer? _postgres;
    private readonly Uri _server;
    private readonly List<XiaoerAgent> _agents = [];
    private readonly HttpClient _visitors;
    private Guid _channel;
    private int _rooms;

    private XiaoerServer(Process process, PostgresServer? postgres, Uri server) =>
        (_process, _postgres, _server, _visitors) = (process, postgres, server, new HttpClient { BaseAddress = server });

    public string Name => "xiaoer";
    public IReadOnlyList<int> Processes => _postgres is null ? [_process.Id] : [_process.Id, _postgres.ProcessId];

    public static async Task<XiaoerServer> Start(BenchPlace place, XiaoerProgram program, PostgresServer? postgres)
    {
        var server = new Uri($"http://127.0.0.1:{place.Port(0)}");
        if (postgres is not null) await postgres.CreateDatabase("xiaoer");
        var environment = XiaoerProgram.Environment(place.NewFolder("xiaoer"), postgres?.ConnectionString("xiaoer"), $"http://127.0.0.1:{place.Port(0)}");
        await Console.Error.WriteLineAsync("Per-address limits are lifted (XIAOER_LIMITS__LIFTED=true): the whole load comes from one address.");
        await program.Run(environment, "user", "add", Owner, "--shop", "bench", "--password", Password);

        var log = Path.Combine(place.Folder, "xiaoer.log");
        var (process, _) = await program.Serve(environment, log);
        var started = new XiaoerServer(process, postgres, server);
        try
        {
            await started.Staff();
        }
        catch
        {
            await started.DisposeAsync();
            throw;
        }
        return started;
    }

    private async Task Staff()
    {
        using var owner = await XiaoerAgent.SignIn(_server, Owner, Password);
        (var team, _channel) = await owner.OpenChannel();
        for (var i = 0; i < ChatRoom.MaxAgents; i++)
        {
            await owner.Hire($"客服{i}", Email(i), Password, team);
            _agents.Add(await XiaoerAgent.SignIn(_server, Email(i), Password));
            await _agents[i].SitDown();
        }
    }

    public async Task<ChatRoom> Open(int conversations)
    {
        var run = $"r{++_rooms}";
        var visitors = new XiaoerVisitor[conversations];
        await Parallel.ForAsync(0, conversations, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, _) =>
        {
            visitors[i] = await (await XiaoerVisitor.Visit(_visitors, _channel)).Ask(_visitors);
            await _agents[i % ChatRoom.Agents(conversations)].Claim(visitors[i].Conversation);
        });

        var agents = ChatRoom.Agents(conversations);
        var lines = new List<WebSocketLine>();
        for (var a = 0; a < agents; a++) lines.Add(_agents[a].Desk(visitors[a].Conversation));
        foreach (var visitor in visitors) lines.Add(visitor.Connect(_server));
        foreach (var line in lines) line.Unblock();
        var pairs = visitors.Select((v, i) => new ChatPair(Encoding.ASCII.GetBytes($"{v.Conversation}"), agents + i, i % agents)).ToList();
        return new ChatRoom(new SignalRWire(_agents[0].Shop.Id, run), run, pairs, lines);
    }

    /// <summary>Reads every thread back over the API; then the agents resolve them, so that the next run finds free seats.</summary>
    public async Task Verify(ChatRoom room, IReadOnlyList<LoadLog> logs)
    {
        var acknowledged = logs.SelectMany(l => Enumerable.Range(0, l.Sent).Select(i => (Number: l.Offset + i, Sequence: l.Sequence(i))))
            .Where(m => m.Sequence is not null).ToDictionary(m => $"{room.Run}-{m.Number}", m => m.Sequence!.Value);
        var found = 0;
        await Parallel.ForEachAsync(room.Pairs, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (pair, _) =>
        {
            var conversation = Guid.Parse(Encoding.ASCII.GetString(pair.Id));
            var agent = _agents[pair.AgentLine];
            for (long last = 0; ;)
            {
                var page = await agent.Messages(conversation, last);
                foreach (var message in page.Items)
                {
                    if (message.Sequence != ++last) throw new BenchProblem($"Conversation {conversation}: sequence {message.Sequence} follows {last - 1}.");
                    if (message.ClientMessageId is null || !acknowledged.TryGetValue(message.ClientMessageId, out var sequence)) continue;
                    if (sequence != message.Sequence) throw new BenchProblem($"{message.ClientMessageId} was acknowledged as {sequence} and is stored as {message.Sequence}.");
                    Interlocked.Increment(ref found);
                }
                if (!page.More) break;
            }
            await agent.Resolve(conversation);
        });
        if (found != acknowledged.Count) throw new BenchProblem($"{acknowledged.Count} messages were acknowledged, {found} of them are stored.");
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var agent in _agents) agent.Dispose();
        _visitors.Dispose();
        await Tool.Stop(_process);
    }

    private static string Email(int number) => $"agent{number}@bench.example";
}
