using System.ComponentModel.DataAnnotations;
using System.Text;
using System.Text.Json;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations.MovingIn;

/// <summary>
/// Reads what another desk has exported as requests of a bearable size: the neutral form of <c>docs/moving-in.md</c> (one JSON object a line) or the shapes
/// of Chatwoot's API. Pure: any client can read so.
/// </summary>
public static class MoveInFile
{
    private const int MostBytesOfRequest = 512 * 1024;

    public static async IAsyncEnumerable<MoveInRequest> Read(Stream file, string source, Guid? channel)
    {
        var batch = new Batch(source, channel);
        await foreach (var item in Items(file))
            foreach (var part in Parts(item))
                if (batch.Add(Fits(part) ? part : Refused(part)) is { } full) yield return full;
        if (batch.Rest() is { } rest) yield return rest;
    }

    /// <summary>Where the ids of a file come from, unless somebody says otherwise.</summary>
    public static string SourceOf(string fileName) => fileName.Contains("chatwoot", StringComparison.OrdinalIgnoreCase) ? "chatwoot" : "desk";

    private static async IAsyncEnumerable<object> Items(Stream file)
    {
        using var lines = new StreamReader(file, Encoding.UTF8);
        var first = await lines.ReadLineAsync();
        while (first is not null && string.IsNullOrWhiteSpace(first)) first = await lines.ReadLineAsync();
        if (first is null) yield break;
        if (!IsNeutral(first))
        {
            foreach (var item in ChatwootShapes.Read(first + "\n" + await lines.ReadToEndAsync())) yield return item;
            yield break;
        }

        var number = 1;
        for (var line = first; line is not null; line = await lines.ReadLineAsync(), number++)
            if (!string.IsNullOrWhiteSpace(line)) yield return Item(line, number);
    }

    /// <summary>A conversation longer than a request takes becomes several.</summary>
    private static IEnumerable<object> Parts(object item)
    {
        if (item is not MoveInConversation conversation || conversation.Messages.Count <= MoveInLimits.Messages) return [item];
        var parts = conversation.Messages.Chunk(MoveInLimits.Messages).ToList();
        return parts.Select((p, i) => conversation with { Id = i == 0 ? conversation.Id : $"{conversation.Id}/{i + 1}", Open = conversation.Open && i == parts.Count - 1, Messages = p });
    }

    // One that the server would refuse must not cost the others of its request.
    private static bool Fits(object item) =>
        Validator.TryValidateObject(item, new ValidationContext(item), null, validateAllProperties: true)
        && (item is not MoveInConversation conversation || conversation.Messages.All(m => m is not null && Validator.TryValidateObject(m, new ValidationContext(m), null, validateAllProperties: true)));

    private static MoveInRefusal Refused(object item) => item switch
    {
        MoveInContact contact => new MoveInRefusal("contact", contact.Id, "unreadable"),
        MoveInConversation conversation => new MoveInRefusal("conversation", conversation.Id, "unreadable"),
        _ => new MoveInRefusal("phrase", "", "unreadable"),
    };

    private static bool IsNeutral(string line)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("kind", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static object Item(string line, int number)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            object? read = json.RootElement.GetProperty("kind").GetString() switch
            {
                "contact" => json.RootElement.Deserialize<MoveInContact>(XiaoerJson.Lenient),
                "conversation" => json.RootElement.Deserialize<MoveInConversation>(XiaoerJson.Lenient),
                "phrase" => json.RootElement.Deserialize<MoveInPhrase>(XiaoerJson.Lenient),
                _ => null,
            };
            if (read is MoveInContact { Id.Length: > 0 } or MoveInConversation { Id.Length: > 0, Messages.Count: > 0 } or MoveInPhrase { Text.Length: > 0 }) return read;
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException) { }

        return new MoveInRefusal("line", number.ToString(System.Globalization.CultureInfo.InvariantCulture), "unreadable");
    }

    /// <summary>Gathers items until a request is full.</summary>
    private sealed class Batch(string source, Guid? channel)
    {
        private readonly List<MoveInContact> _contacts = [];
        private readonly List<MoveInConversation> _conversations = [];
        private readonly List<MoveInPhrase> _phrases = [];
        private readonly List<MoveInRefusal> _unread = [];
        private int _bytes;

        public MoveInRequest? Add(object item)
        {
            switch (item)
            {
                case MoveInContact contact:
                    _contacts.Add(contact);
                    _bytes += 400;
                    break;
                case MoveInPhrase phrase:
                    _phrases.Add(phrase);
                    _bytes += 400 + phrase.Text.Length * 3;
                    break;
                case MoveInConversation conversation:
                    _conversations.Add(conversation);
                    _bytes += conversation.Messages.Sum(m => 200 + m.Text.Length * 3);
                    break;
                case MoveInRefusal refusal:
                    _unread.Add(refusal);
                    break;
            }

            return _bytes >= MostBytesOfRequest || Math.Max(_contacts.Count, Math.Max(_conversations.Count, _phrases.Count)) >= MoveInLimits.Items ? Rest() : null;
        }

        public MoveInRequest? Rest()
        {
            if (_contacts.Count + _conversations.Count + _phrases.Count + _unread.Count == 0) return null;
            var request = new MoveInRequest(source, channel, [.. _contacts], [.. _conversations], [.. _phrases]) { Unread = [.. _unread] };
            _contacts.Clear();
            _conversations.Clear();
            _phrases.Clear();
            _unread.Clear();
            _bytes = 0;
            return request;
        }
    }
}
