using Xiaoer.Bench.Wire;

namespace Xiaoer.Bench.Chat;

/// <summary>One conversation under load: the visitor's connection and the connection of the one agent who serves it.</summary>
internal sealed record ChatPair(byte[] Id, int VisitorLine, int AgentLine);

/// <summary>The connections of a run. Agents hold several conversations each, visitors one; the same shape for every server.</summary>
internal sealed class ChatRoom(IWire wire, string run, IReadOnlyList<ChatPair> pairs, IReadOnlyList<WebSocketLine> lines) : IDisposable
{
    public IWire Wire => wire;

    /// <summary>What the client's message ids start with.</summary>
    public string Run => run;
    public IReadOnlyList<ChatPair> Pairs => pairs;
    public IReadOnlyList<WebSocketLine> Lines => lines;

    private int _numbers;

    /// <summary>Takes so many message numbers and answers the first.</summary>
    public int Numbers(int count) => (_numbers += count) - count;

    public const int MaxAgents = 20;

    /// <summary>Ten conversations an agent, and never more than twenty agents.</summary>
    public static int Agents(int conversations) => Math.Clamp(conversations / 10, 1, MaxAgents);

    public void Dispose()
    {
        foreach (var line in lines) line.Dispose();
    }
}
