using System.Collections.Concurrent;
using System.Text.Json;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>One try to say something, and what became of it. Absent <see cref="AckedAt"/>: nobody knows.</summary>
internal sealed record Attempt(
    Guid Client, string Key, string Body, DateTimeOffset SentAt, DateTimeOffset? AckedAt, Guid? Conversation, long? Sequence, Guid? Message, bool Repeated, string? Error);

/// <summary>Everything the clients of a run did, in the order they learned of it; also a file of one JSON object a line, to read when a run went wrong.</summary>
internal sealed class History(string file) : IDisposable
{
    private readonly ConcurrentQueue<Attempt> _attempts = new();
    private readonly Lock _lock = new();
    private readonly StreamWriter _writer = new(file, append: true);

    public string File { get; } = file;

    public IReadOnlyCollection<Attempt> Attempts => _attempts;
    public int Acknowledged => _attempts.Count(a => a.AckedAt is not null);

    public void Add(Attempt attempt)
    {
        _attempts.Enqueue(attempt);
        lock (_lock) _writer.WriteLine(JsonSerializer.Serialize(attempt, XiaoerJson.Options));
    }

    public void Dispose() => _writer.Dispose();
}
