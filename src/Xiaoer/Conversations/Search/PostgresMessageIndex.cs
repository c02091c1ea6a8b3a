using Npgsql;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Search;

/// <summary>The index in two tables beside the model: the words of each message as a <c>tsvector</c> without positions, under a GIN index.</summary>
internal sealed class PostgresMessageIndex(NpgsqlDataSource source, TimeProvider time) : IMessageIndex
{
    private const string Lease = "lease";
    private static readonly TimeSpan Leading = TimeSpan.FromSeconds(10);

    private readonly string _node = time.NewId().ToString("N");
    private DateTimeOffset _renewAt;

    // Several nodes may start at once, and CREATE … IF NOT EXISTS is no lock.
    private const string Schema =
        """
        SELECT pg_advisory_xact_lock(7823410915);
        CREATE TABLE IF NOT EXISTS messages_fts_places (name text PRIMARY KEY, place text NOT NULL, until bigint NOT NULL DEFAULT 0);
        CREATE TABLE IF NOT EXISTS messages_fts (
            shop_id uuid NOT NULL, number bigint NOT NULL, conversation_id uuid NOT NULL, sequence bigint NOT NULL, words tsvector NOT NULL,
            PRIMARY KEY (shop_id, number));
        CREATE INDEX IF NOT EXISTS messages_fts_words ON messages_fts USING gin (words) WITH (gin_pending_list_limit = 512);
        """;

    public async Task Prepare(CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await using var command = new NpgsqlCommand(Schema, connection, transaction);
        await command.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task<bool> Lead(CancellationToken ct)
    {
        var now = time.Now();
        if (now < _renewAt) return true;
        await using var command = source.CreateCommand(
            """
            INSERT INTO messages_fts_places AS p (name, place, until) VALUES ($1, $2, $3)
            ON CONFLICT (name) DO UPDATE SET place = excluded.place, until = excluded.until WHERE p.place = excluded.place OR p.until < $4
            """);
        Add(command, Lease, _node, (now + Leading).ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
        var leads = await command.ExecuteNonQueryAsync(ct) == 1;
        _renewAt = leads ? now + Leading / 2 : default;
        return leads;
    }

    public async Task<IReadOnlyDictionary<string, string>> Places(CancellationToken ct)
    {
        await using var command = source.CreateCommand("SELECT name, place FROM messages_fts_places WHERE name <> $1");
        Add(command, Lease);
        await using var rows = await command.ExecuteReaderAsync(ct);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) places[rows.GetString(0)] = rows.GetString(1);
        return places;
    }

    public async Task<bool> Add(IReadOnlyList<IndexedMessage> messages, PlaceMove move, CancellationToken ct)
    {
        await using var connection = await source.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // Losing the last of it in a crash is no loss: place and words go together.
        await using (var fast = new NpgsqlCommand("SET LOCAL synchronous_commit = off", connection, transaction)) await fast.ExecuteNonQueryAsync(ct);
        if (!await Move(connection, move, ct)) return false;

        var wanted = messages.Count == 0 ? [] : await Unknown(connection, messages, ct);
        while (wanted.Count > 0)
        {
            // Two of one millisecond in the same batch must not ask for the same place.
            var given = new HashSet<(ShopId, long)>();
            for (var i = 0; i < wanted.Count; i++)
                while (!given.Add((wanted[i].Message.Shop, wanted[i].Number))) wanted[i] = wanted[i] with { Number = wanted[i].Number + 1 };
            var placed = await Insert(connection, wanted, ct);
            wanted = [.. wanted.Where(w => !placed.Contains((w.Message.Shop.Value, w.Number))).Select(w => w with { Number = w.Number + 1 })];
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    public async Task<IReadOnlyList<IndexedPlace>> Find(IndexQuestion question, CancellationToken ct)
    {
        await using var command = source.CreateCommand(
            """
            SELECT number, conversation_id, sequence FROM messages_fts
            WHERE shop_id = $1 AND words @@ $2::tsquery AND number >= $3 AND number < $4 ORDER BY number DESC LIMIT $5
            """);
        Add(command, question.Shop.Value, Match(question), question.From, question.Before, question.Most);
        var places = new List<IndexedPlace>();
        try
        {
            await using var rows = await command.ExecuteReaderAsync(ct);
            while (await rows.ReadAsync(ct)) places.Add(new IndexedPlace(rows.GetInt64(0), new ConversationId(rows.GetGuid(1)), rows.GetInt64(2)));
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            return []; // nobody has begun yet
        }

        return places;
    }

    public async Task Forget(ShopId shop, ConversationId conversation, long sequence, DateTimeOffset at, CancellationToken ct)
    {
        await using var command = source.CreateCommand("DELETE FROM messages_fts WHERE shop_id = $1 AND number >= $2 AND number < $3 AND conversation_id = $4 AND sequence = $5");
        Add(command, shop.Value, IndexNumbers.First(at), IndexNumbers.First(at) + IndexNumbers.Reach, conversation.Value, sequence);
        await command.ExecuteNonQueryAsync(ct);
    }

    public async Task Clear(CancellationToken ct)
    {
        await Prepare(ct);
        await using var command = source.CreateCommand("TRUNCATE messages_fts; DELETE FROM messages_fts_places WHERE name <> 'lease'");
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task<bool> Move(NpgsqlConnection connection, PlaceMove move, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(move.From is null
            ? "INSERT INTO messages_fts_places (name, place) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING"
            : "UPDATE messages_fts_places SET place = $2 WHERE name = $1 AND place = $3", connection);
        Add(command, move.Name, move.To);
        if (move.From is not null) Add(command, move.From);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private static async Task<List<Numbered>> Unknown(NpgsqlConnection connection, IReadOnlyList<IndexedMessage> messages, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT k.place FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[]) WITH ORDINALITY AS k(shop_id, conversation_id, sequence, first, place)
            JOIN messages_fts f ON f.shop_id = k.shop_id AND f.number >= k.first AND f.number < k.first + $5 AND f.conversation_id = k.conversation_id AND f.sequence = k.sequence
            """, connection);
        Add(command, Column(messages, m => m.Shop.Value), Column(messages, m => m.Conversation.Value), Column(messages, m => m.Sequence),
            Column(messages, m => IndexNumbers.First(m.At)), IndexNumbers.Reach);
        var known = new HashSet<int>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) known.Add((int)rows.GetInt64(0) - 1);
        return
        [
            .. messages.Index().Where(m => !known.Contains(m.Index)).Select(m => m.Item).OrderBy(m => m.At).ThenBy(m => m.Conversation.Value).ThenBy(m => m.Sequence)
                .Select(m => new Numbered(m, IndexNumbers.First(m.At))),
        ];
    }

    private static async Task<HashSet<(Guid, long)>> Insert(NpgsqlConnection connection, List<Numbered> wanted, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO messages_fts (shop_id, number, conversation_id, sequence, words)
            SELECT k.shop_id, k.number, k.conversation_id, k.sequence, k.words::tsvector
            FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::bigint[], $5::text[]) AS k(shop_id, number, conversation_id, sequence, words)
            ON CONFLICT (shop_id, number) DO NOTHING RETURNING shop_id, number
            """, connection);
        Add(command, Column(wanted, w => w.Message.Shop.Value), Column(wanted, w => w.Number), Column(wanted, w => w.Message.Conversation.Value),
            Column(wanted, w => w.Message.Sequence), Column(wanted, w => string.Join(' ', w.Message.Words.Select(Quoted))));
        var placed = new HashSet<(Guid, long)>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) placed.Add((rows.GetGuid(0), rows.GetInt64(1)));
        return placed;
    }

    private static string Match(IndexQuestion question)
    {
        var all = string.Join(" & ", question.All.Select(Quoted));
        return question.OneOf.Count == 0 ? all : $"{all} & ({string.Join(" | ", question.OneOf.Select(Quoted))})";
    }

    // Words are letters, digits and signs; there is nothing in them to escape.
    private static string Quoted(string word) => $"'{word}'";

    private static T[] Column<TRow, T>(IReadOnlyList<TRow> rows, Func<TRow, T> value) => [.. rows.Select(value)];

    private static void Add(NpgsqlCommand command, params object[] values)
    {
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
    }

    private readonly record struct Numbered(IndexedMessage Message, long Number);
}
