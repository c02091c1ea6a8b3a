namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>What a run came to. <see cref="Faults"/> is empty when every promise held.</summary>
internal sealed record Verdict(int Attempts, int Acknowledged, int Unknown, int Stored, IReadOnlyList<string> Faults)
{
    public override string ToString() =>
        $"{Attempts} sends, {Acknowledged} acknowledged, {Unknown} unknown, {Stored} stored" + (Faults.Count == 0 ? "" : $"\n{string.Join('\n', Faults.Take(20))}");
}

/// <summary>
/// Compares the history of a run with the store (reliability P1–P3): what was acknowledged is stored as acknowledged; nothing is stored twice;
/// every thread counts 1..n; nothing is stored that nobody sent. A send whose end nobody learned may be there or not.
/// </summary>
internal static class Checker
{
    public static Verdict Check(IReadOnlyCollection<Attempt> history, IReadOnlyList<StoredMessage> stored, IReadOnlyDictionary<Guid, long> lastSequences)
    {
        List<string> faults = [];
        var sends = history.GroupBy(a => (a.Client, a.Key)).ToList();
        var sent = sends.Select(s => s.Key).ToHashSet();
        var ours = sent.Select(s => s.Client).ToHashSet();
        var byKey = stored.Where(m => ours.Contains(m.Sender)).ToLookup(m => (m.Sender, m.Key));

        foreach (var send in sends)
        {
            var (client, key) = send.Key;
            var found = byKey[(client, key)].ToList();
            var acks = send.Where(a => a.AckedAt is not null).ToList();
            if (found.Count > 1) faults.Add($"duplicated: {client} {key} is stored {found.Count} times");
            if (acks.Select(a => (a.Conversation, a.Sequence, a.Message)).Distinct().Count() > 1) faults.Add($"two answers: {client} {key} was acknowledged as different messages");
            if (acks.Count == 0) continue;
            if (found.Count == 0) faults.Add($"lost: {client} {key} was acknowledged at {acks[0].AckedAt:O} and is not stored");
            else if (!Matches(found[0], acks[0])) faults.Add($"changed: {client} {key} is stored as {found[0]} and was acknowledged as {acks[0]}");
        }

        foreach (var message in byKey.Where(g => !sent.Contains(g.Key)).SelectMany(g => g)) faults.Add($"invented: nobody sent {message}");
        faults.AddRange(Gaps(stored, lastSequences));
        faults.AddRange(Swaps(history, stored));

        var acknowledged = sends.Count(s => s.Any(a => a.AckedAt is not null));
        return new Verdict(history.Count, acknowledged, sends.Count - acknowledged, byKey.Sum(g => g.Count()), faults);
    }

    public static async Task<Verdict> Check(History history, Node node) =>
        Check(history.Attempts, await Store.Messages(node), await Store.LastSequences(node));

    private static bool Matches(StoredMessage stored, Attempt ack) =>
        stored.Text == ack.Body && stored.Conversation == ack.Conversation && stored.Sequence == ack.Sequence && stored.Id == ack.Message;

    private static IEnumerable<string> Gaps(IReadOnlyList<StoredMessage> stored, IReadOnlyDictionary<Guid, long> lastSequences)
    {
        foreach (var thread in stored.GroupBy(m => m.Conversation))
        {
            var sequences = thread.Select(m => m.Sequence).Order().ToList();
            if (!sequences.SequenceEqual(Enumerable.Range(1, sequences.Count).Select(n => (long)n))) yield return $"gap: {thread.Key} has {sequences.Count} entries up to {sequences[^1]}";
            if (lastSequences[thread.Key] != sequences[^1]) yield return $"fork: {thread.Key} says {lastSequences[thread.Key]}, its thread goes to {sequences[^1]}";
        }
    }

    /// <summary>What a client sent after an earlier send of its own was acknowledged stands after it.</summary>
    private static IEnumerable<string> Swaps(IReadOnlyCollection<Attempt> history, IReadOnlyList<StoredMessage> stored)
    {
        var place = stored.ToLookup(m => (m.Sender, m.Key));
        foreach (var client in history.GroupBy(a => a.Client))
        {
            StoredMessage? previous = null;
            foreach (var ack in client.Where(a => a.AckedAt is not null).OrderBy(a => a.SentAt).DistinctBy(a => a.Key))
            {
                if (place[(ack.Client, ack.Key)].FirstOrDefault() is not { } here) continue;
                if (previous is not null && previous.Conversation == here.Conversation && here.Sequence <= previous.Sequence)
                    yield return $"swapped: {client.Key} said {previous.Key} before {here.Key}";
                previous = here;
            }
        }
    }
}
