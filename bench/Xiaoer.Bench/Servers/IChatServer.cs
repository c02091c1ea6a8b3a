using Xiaoer.Bench.Chat;

namespace Xiaoer.Bench.Servers;

/// <summary>A chat server under load: Xiaoer or the baseline.</summary>
internal interface IChatServer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>The server's and its database's processes; what they started counts with them.</summary>
    IReadOnlyList<int> Processes { get; }

    /// <summary>New visitors in new conversations, connected, each served by one agent.</summary>
    Task<ChatRoom> Open(int conversations);

    /// <summary>Compares the acknowledgements with the store: a lost, changed or reordered message is a <see cref="BenchProblem"/>.</summary>
    Task Verify(ChatRoom room, IReadOnlyList<LoadLog> logs);
}
