using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Search;

/// <summary>One message as far as searching is concerned.</summary>
internal sealed record StoredText(
    ShopId Shop, ConversationId Conversation, long Sequence, ChannelId Channel, MessageAuthor Author, Guid SenderId, MessageKind Kind, string Text, DateTimeOffset At)
{
    public IndexedMessage Indexed() => new(Shop, Conversation, Sequence, At,
        [.. SearchWords.Of(Text), MessageMarks.Shop(Shop), MessageMarks.Conversation(Conversation), MessageMarks.Channel(Channel), MessageMarks.Sender(MessageMarks.SenderOf(Author, Kind))]);
}

/// <summary>Where in the order of all messages a backfill stands.</summary>
internal readonly record struct ThreadPlace(Guid Shop, Guid Conversation, long Sequence);

/// <summary>Reads the words people wrote from the store, in the ways the index needs them. What a thread notes by itself is not among them.</summary>
internal sealed class StoredTexts(XiaoerDb db)
{
    private const string Columns = "m.shop_id, m.conversation_id, m.sequence, c.channel_id, m.author, m.sender_id, m.kind, m.text, m.content, m.at";
    private const string WithConversation = "JOIN conversations c ON c.shop_id = m.shop_id AND c.id = m.conversation_id";

    /// <summary>The messages that the shop's events after one number and up to another tell of.</summary>
    public Task<List<StoredText>> Told(ShopId shop, long after, long until, CancellationToken ct) => Of(ConversationEvents.MessagePosted, shop, after, until, ct);

    /// <summary>The threads that moved in from another desk in the same stretch.</summary>
    public Task<List<StoredText>> MovedIn(ShopId shop, long after, long until, CancellationToken ct) => Read(db.Command(
        $"""
        SELECT {Columns} FROM events e JOIN messages m ON m.shop_id = e.shop_id AND m.conversation_id = e.subject {WithConversation}
        WHERE e.shop_id = @shop AND e.cursor > @after AND e.cursor <= @until AND e.name = @moved
        """).With("shop", shop.Value).With("after", after).With("until", until).With("moved", ConversationEvents.MovedIn), ct);

    /// <summary>The messages that were taken back in the same stretch.</summary>
    public Task<List<StoredText>> Recalled(ShopId shop, long after, long until, CancellationToken ct) => Of(ConversationEvents.Recalled, shop, after, until, ct);

    private Task<List<StoredText>> Of(string told, ShopId shop, long after, long until, CancellationToken ct) => Read(db.Command(
        $"""
        SELECT {Columns} FROM events e JOIN messages m ON m.shop_id = e.shop_id AND m.conversation_id = e.subject AND m.sequence = e.sequence {WithConversation}
        WHERE e.shop_id = @shop AND e.cursor > @after AND e.cursor <= @until AND e.name = @told
        """).With("shop", shop.Value).With("after", after).With("until", until).With("told", told), ct);

    /// <summary>A piece of everything, from the newest conversations down, behind the last place.</summary>
    public Task<List<StoredText>> Before(ThreadPlace? last, int most, CancellationToken ct)
    {
        var behind = last is null ? "" : "WHERE (m.shop_id, m.conversation_id, m.sequence) < (@shop, @conversation, @sequence)";
        var command = db.Command($"SELECT {Columns} FROM messages m {WithConversation} {behind} ORDER BY m.shop_id DESC, m.conversation_id DESC, m.sequence DESC LIMIT @most").With("most", (long)most);
        if (last is { } place) command.With("shop", place.Shop).With("conversation", place.Conversation).With("sequence", place.Sequence);
        return Read(command, ct);
    }

    /// <summary>The messages at these places that are still there.</summary>
    public Task<List<StoredText>> At(ShopId shop, IReadOnlyList<IndexedPlace> places, CancellationToken ct)
    {
        var command = db is PostgresDb
            ? db.Command($"SELECT {Columns} FROM unnest(@conversations, @sequences) AS k(conversation_id, sequence) JOIN messages m ON m.shop_id = @shop AND m.conversation_id = k.conversation_id AND m.sequence = k.sequence {WithConversation}")
                .With("conversations", places.Select(p => p.Conversation.Value).ToArray()).With("sequences", places.Select(p => p.Sequence).ToArray())
            : db.Command($"SELECT {Columns} FROM json_each(@keys) k CROSS JOIN messages m ON m.shop_id = @shop AND m.conversation_id = unhex(k.value ->> 0) AND m.sequence = k.value ->> 1 {WithConversation}")
                .With("keys", $"[{string.Join(',', places.Select(p => $"[\"{Convert.ToHexString(p.Conversation.Value.ToByteArray(true))}\",{p.Sequence}]"))}]");
        return Read(command.With("shop", shop.Value), ct);
    }

    public async Task<long> Count(CancellationToken ct) => await db.Set<Message>().LongCountAsync(ct);

    /// <summary>What of a message can be looked for: its text; of a product its title too, of a file its name, of an order its number.</summary>
    private static string TextOf(MessageKind kind, string text, string? content)
    {
        if (kind is not (MessageKind.Product or MessageKind.File or MessageKind.Order) || MessageContents.Read(content) is not { } parts) return text;
        if ((parts.Product?.Title ?? parts.File?.Name ?? parts.Order?.ExternalId) is not { } title || text == title) return text;
        return text.Length == 0 ? title : $"{title} {text}";
    }

    private async Task<List<StoredText>> Read(DbCommand command, CancellationToken ct)
    {
        await db.Database.OpenConnectionAsync(ct);
        try
        {
            await using (command)
            {
                var texts = new List<StoredText>();
                await using var row = await command.ExecuteReaderAsync(ct);
                while (await row.ReadAsync(ct))
                {
                    var kind = Enum.Parse<MessageKind>(row.GetString(6));
                    texts.Add(new StoredText(
                        new ShopId(row.ReadGuid(0)), new ConversationId(row.ReadGuid(1)), row.GetInt64(2), new ChannelId(row.ReadGuid(3)), Enum.Parse<MessageAuthor>(row.GetString(4)),
                        row.ReadGuid(5), kind, kind == MessageKind.Event ? "" : TextOf(kind, row.GetString(7), row.ReadTextOrNull(8)), row.ReadInstant(9)));
                }

                return texts;
            }
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
