using System.Globalization;
using System.Text.Json;

namespace Xiaoer.Shared.Conversations.MovingIn;

/// <summary>
/// What Chatwoot's API answers, saved as files: contacts, conversations with their messages, the messages of one conversation, canned responses.
/// Lists may be bare or wrapped in <c>payload</c> or <c>data.payload</c>, several answers may stand in one array.
/// </summary>
internal static class ChatwootShapes
{
    public static IEnumerable<object> Read(string text)
    {
        JsonDocument json;
        try
        {
            json = JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            return [new MoveInRefusal("file", "1", "unreadable")];
        }

        using (json) return [.. Items([.. Entries(json.RootElement, 0)])];
    }

    /// <summary>The objects that are contacts, conversations, messages or canned responses, out of whatever wraps them.</summary>
    private static IEnumerable<JsonElement> Entries(JsonElement element, int depth)
    {
        if (depth > 4) yield break;
        if (element.ValueKind == JsonValueKind.Array)
            foreach (var one in element.EnumerateArray().SelectMany(e => Entries(e, depth + 1))) yield return one;
        else if (element.ValueKind == JsonValueKind.Object && Wrapped(element) is { } inner)
            foreach (var one in Entries(inner, depth + 1)) yield return one;
        else if (element.ValueKind == JsonValueKind.Object) yield return element;
    }

    private static JsonElement? Wrapped(JsonElement element)
    {
        if (element.TryGetProperty("payload", out var payload) && payload.ValueKind is JsonValueKind.Array or JsonValueKind.Object) return payload;
        if (element.TryGetProperty("data", out var data) && data.ValueKind is JsonValueKind.Array or JsonValueKind.Object) return data;
        return null;
    }

    private static IEnumerable<object> Items(List<JsonElement> entries)
    {
        var contacts = new HashSet<string>(StringComparer.Ordinal);
        var loose = new Dictionary<string, List<JsonElement>>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            if (entry.TryGetProperty("short_code", out _) && Text(entry, "content") is { } answer) yield return new MoveInPhrase(answer, Text(entry, "short_code"));
            else if (entry.TryGetProperty("message_type", out _) && Text(entry, "conversation_id") is { } of) (loose.TryGetValue(of, out var known) ? known : loose[of] = []).Add(entry);
            else if (entry.TryGetProperty("messages", out var messages) && Text(entry, "id") is { } id)
            {
                var sender = entry.TryGetProperty("meta", out var meta) && meta.TryGetProperty("sender", out var person) ? Contact(person) : null;
                if (sender is not null && contacts.Add(sender.Id)) yield return sender;
                yield return Conversation(id, sender?.Id, Text(entry, "status") is "open" or "pending" or "snoozed", messages.EnumerateArray());
            }
            else if (Contact(entry) is { } contact && contacts.Add(contact.Id)) yield return contact;
            else if (Text(entry, "id") is null) yield return new MoveInRefusal("entry", "", "unreadable");
        }

        foreach (var (id, messages) in loose)
        {
            var sender = messages.Select(m => m.TryGetProperty("sender", out var s) && Text(s, "type") is "contact" ? Contact(s) : null).FirstOrDefault(s => s is not null);
            if (sender is not null && contacts.Add(sender.Id)) yield return sender;
            yield return Conversation(id, sender?.Id, open: false, messages);
        }
    }

    private static MoveInContact? Contact(JsonElement entry) =>
        entry.ValueKind == JsonValueKind.Object && Text(entry, "id") is { } id
            ? new MoveInContact(id, Text(entry, "identifier"), Text(entry, "name"), Text(entry, "phone_number"), Text(entry, "email"))
            : null;

    private static object Conversation(string id, string? contact, bool open, IEnumerable<JsonElement> messages)
    {
        List<MoveInMessage> thread = [.. messages.Select(Message).OfType<MoveInMessage>().OrderBy(m => m.At)];
        return thread.Count == 0 ? new MoveInRefusal("conversation", id, "unreadable") : new MoveInConversation(id, contact, open, thread);
    }

    private static MoveInMessage? Message(JsonElement entry)
    {
        var text = string.Join('\n', new[] { Text(entry, "content") }.Concat(Attachments(entry)).Where(t => !string.IsNullOrWhiteSpace(t)));
        if (text.Length == 0 || At(entry) is not { } at || Author(entry) is not { } author) return null;
        var agent = author == MessageAuthor.Agent && entry.TryGetProperty("sender", out var sender) && sender.ValueKind == JsonValueKind.Object ? Text(sender, "email") : null;
        return new MoveInMessage(
            author, text.Length <= ConversationRules.MaxTextLength ? text : text[..ConversationRules.MaxTextLength], at, agent,
            entry.TryGetProperty("private", out var note) && note.ValueKind == JsonValueKind.True);
    }

    // 0 incoming, 1 outgoing, 2 activity (lines such as "assigned to …", left out), 3 template (automatic); as words in its webhooks' shapes.
    private static MessageAuthor? Author(JsonElement entry) => Text(entry, "message_type") switch
    {
        "0" or "incoming" => MessageAuthor.Customer,
        "1" or "outgoing" => entry.TryGetProperty("sender", out var sender) && sender.ValueKind == JsonValueKind.Object && Text(sender, "type") is "agent_bot" ? MessageAuthor.Bot : MessageAuthor.Agent,
        "3" or "template" => MessageAuthor.Automatic,
        _ => null,
    };

    private static DateTimeOffset? At(JsonElement entry)
    {
        if (Text(entry, "created_at") is not { } text) return null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)) return DateTimeOffset.FromUnixTimeSeconds(Math.Min(seconds, 253_402_300_799));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at.ToUniversalTime() : null;
    }

    private static IEnumerable<string> Attachments(JsonElement entry) =>
        entry.TryGetProperty("attachments", out var all) && all.ValueKind == JsonValueKind.Array
            ? all.EnumerateArray().Where(a => a.ValueKind == JsonValueKind.Object && Text(a, "data_url") is not null).Select(a => $"[{Text(a, "file_type") ?? "file"}] {Text(a, "data_url")}")
            : [];

    private static string? Text(JsonElement entry, string name) => !entry.TryGetProperty(name, out var value) ? null : value.ValueKind switch
    {
        JsonValueKind.String when value.GetString() is { Length: > 0 } text => text,
        JsonValueKind.Number => value.GetRawText(),
        _ => null,
    };
}
