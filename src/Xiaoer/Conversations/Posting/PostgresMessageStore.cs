using Npgsql;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>The message path on PostgreSQL: two round trips a batch – lock and look up, then write, number and commit.</summary>
internal sealed class PostgresMessageStore(HotConnections connections) : IMessageStore
{
    public async Task<BatchPlan> Commit(IReadOnlyList<PendingMessage> batch, CancellationToken ct)
    {
        // BEGIN and COMMIT travel as text inside the batches; Npgsql rolls back what is open when a failed connection returns to the pool.
        await using var connection = await connections.Open(ct);
        var (locked, known) = await LockAndLookUp(connection, batch, ct);
        var plan = BatchPlan.Make(batch, locked, known);
        await Write(connection, plan, ct);
        return plan;
    }

    private static async Task<(Dictionary<ConversationKey, LockedConversation>, Dictionary<MessageKey, KnownMessage>)> LockAndLookUp(
        NpgsqlConnection connection, IReadOnlyList<PendingMessage> batch, CancellationToken ct)
    {
        var keys = batch.Select(ConversationKey.Of).Distinct().ToArray();
        await using var lookUp = new NpgsqlBatch(connection);
        lookUp.Timeout = 15;
        Add(lookUp, "BEGIN");
        Add(lookUp,
            $"""
            SELECT shop_id, id, {ConversationColumns.Names} FROM conversations
            WHERE (shop_id, id) IN (SELECT * FROM unnest($1::uuid[], $2::uuid[])) ORDER BY shop_id, id FOR UPDATE
            """,
            Array.ConvertAll(keys, k => k.Shop), Array.ConvertAll(keys, k => k.Conversation));
        Add(lookUp,
            """
            SELECT m.shop_id, m.sender_id, m.client_message_id, k.conversation_id, m.id, m.conversation_id, m.sequence, m.kind, m.text, m.content, m.at, m.recalled_at
            FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[]) AS k(shop_id, sender_id, client_message_id, conversation_id)
            JOIN messages m USING (shop_id, sender_id, client_message_id)
            WHERE k.conversation_id = '00000000-0000-0000-0000-000000000000' OR k.conversation_id = m.conversation_id
            """,
            batch.Select(m => m.Shop.Value).ToArray(), batch.Select(m => m.Sender).ToArray(),
            batch.Select(m => m.ClientMessageId).ToArray(), batch.Select(m => MessageKey.Of(m).Conversation).ToArray());

        var locked = new Dictionary<ConversationKey, LockedConversation>(keys.Length);
        var known = new Dictionary<MessageKey, KnownMessage>();
        await using var rows = await lookUp.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            var (shop, id) = (rows.GetGuid(0), rows.GetGuid(1));
            locked[new ConversationKey(shop, id)] = ConversationColumns.Read(rows, new ShopId(shop), new ConversationId(id), first: 2);
        }

        await rows.NextResultAsync(ct);
        while (await rows.ReadAsync(ct))
        {
            known[new MessageKey(rows.GetGuid(0), rows.GetGuid(1), rows.GetString(2), rows.GetGuid(3))] = new KnownMessage(
                rows.GetGuid(4), rows.GetGuid(5), rows.GetInt64(6), Enum.Parse<MessageKind>(rows.GetString(7)), rows.GetString(8), rows.ReadTextOrNull(9), rows.ReadInstant(10), !rows.IsDBNull(11));
        }

        return (locked, known);
    }

    private static async Task Write(NpgsqlConnection connection, BatchPlan plan, CancellationToken ct)
    {
        await using var write = new NpgsqlBatch(connection);
        write.Timeout = 15;
        if (plan.Posts.Count > 0)
        {
            AddMessages(write, plan.Posts);
            AddConversations(write, plan.Touched);
            AttachFiles(write, [.. plan.Posts.Where(p => p.Message.FileId is not null)]);
            AddMentions(write, [.. plan.Posts.Where(p => p.Message.Content?.Mentions is not null)]);
        }

        var shops = plan.Posts.GroupBy(p => p.Message.Shop).OrderBy(g => g.Key.Value).ToList();
        foreach (var ofShop in shops) AddEvents(write, ofShop.Key, [.. ofShop]);
        Add(write, "COMMIT");

        await using var rows = await write.ExecuteReaderAsync(ct);
        foreach (var ofShop in shops)
        {
            if (!await rows.ReadAsync(ct)) throw new InvalidOperationException("No numbers were given.");
            var cursor = rows.GetInt64(0) - ofShop.Count();
            foreach (var post in ofShop) post.Cursor = ++cursor;
            await rows.NextResultAsync(ct);
        }
    }

    private static void AddMessages(NpgsqlBatch write, IReadOnlyList<PlannedMessage> posts) => Add(write,
        """
        INSERT INTO messages (shop_id, conversation_id, sequence, id, author, sender_id, kind, text, content, client_message_id, at)
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::uuid[], $5::text[], $6::uuid[], $7::text[], $8::text[], $9::text[], $10::text[], $11::bigint[])
        """,
        Column(posts, p => p.Message.Shop.Value), Column(posts, p => p.Message.Conversation.Value), Column(posts, p => p.Sequence),
        Column(posts, p => p.Message.Id), Column(posts, p => Names.Of(p.Message.Author)), Column(posts, p => p.Message.Sender),
        Column(posts, p => Names.Of(p.Message.Kind)), Column(posts, p => p.Message.Text), Column(posts, p => p.Message.ContentJson),
        Column(posts, p => p.Message.ClientMessageId), Column(posts, p => p.Message.At.ToUnixTimeMilliseconds()));

    private static void AddConversations(NpgsqlBatch write, IReadOnlyCollection<LockedConversation> touched)
    {
        var rows = touched.ToList();
        Add(write,
            """
            UPDATE conversations c SET last_sequence = n.last_sequence, last_at = coalesce(n.last_at, c.last_at), preview = coalesce(n.preview, c.preview),
                last_kind = coalesce(n.last_kind, c.last_kind), last_author = coalesce(n.last_author, c.last_author),
                status = n.status, waiting_since = n.waiting_since, unread = n.unread
            FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::int[])
                AS n(shop_id, id, last_sequence, last_at, preview, last_kind, last_author, status, waiting_since, unread)
            WHERE c.shop_id = n.shop_id AND c.id = n.id
            """,
            Column(rows, c => c.Shop.Value), Column(rows, c => c.Id.Value), Column(rows, c => c.LastSequence),
            Column(rows, c => c.LastAt?.ToUnixTimeMilliseconds()), Column(rows, c => c.Preview), Column(rows, c => Names.Of(c.LastKind)),
            Column(rows, c => Names.Of(c.LastAuthor)), Column(rows, c => Names.Of(c.Turn.Status)),
            Column(rows, c => c.Turn.WaitingSince?.ToUnixTimeMilliseconds()), Column(rows, c => c.Turn.Unread));
    }

    // A file counts as used from the moment its message is stored, and not before: what is refused is swept.
    private static void AttachFiles(NpgsqlBatch write, List<PlannedMessage> posts)
    {
        if (posts.Count == 0) return;
        Add(write,
            """
            UPDATE files f SET attached_at = n.at FROM unnest($1::uuid[], $2::uuid[], $3::bigint[]) AS n(shop_id, id, at)
            WHERE f.shop_id = n.shop_id AND f.id = n.id AND f.attached_at IS NULL
            """,
            Column(posts, p => p.Message.Shop.Value), Column(posts, p => p.Message.FileId!.Value), Column(posts, p => p.Message.At.ToUnixTimeMilliseconds()));
    }

    private static void AddMentions(NpgsqlBatch write, List<PlannedMessage> posts)
    {
        if (posts.Count == 0) return;
        var calls = posts.SelectMany(p => p.Message.Content!.Mentions!.Select(person => (Post: p, Person: person))).ToList();
        Add(write,
            """
            INSERT INTO mentions (shop_id, person_id, conversation_id, sequence, at)
            SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::bigint[])
            """,
            Column(calls, c => c.Post.Message.Shop.Value), Column(calls, c => c.Person), Column(calls, c => c.Post.Message.Conversation.Value),
            Column(calls, c => c.Post.Sequence), Column(calls, c => c.Post.Message.At.ToUnixTimeMilliseconds()));
    }

    private static void AddEvents(NpgsqlBatch write, ShopId shop, List<PlannedMessage> posts)
    {
        Add(write, EventLog.TakeNumbers.Replace("@shop", "$1").Replace("@count", "$2"), shop.Value, (long)posts.Count);
        Add(write,
            """
            INSERT INTO events (shop_id, cursor, name, subject, sequence, actor, at)
            SELECT $1, c.last - $2 + e.place, $3, e.subject, e.sequence, e.actor, e.at
            FROM shop_cursors c, unnest($4::uuid[], $5::bigint[], $6::uuid[], $7::bigint[]) WITH ORDINALITY AS e(subject, sequence, actor, at, place)
            WHERE c.shop_id = $1
            """,
            shop.Value, (long)posts.Count, ConversationEvents.MessagePosted, Column(posts, p => p.Message.Conversation.Value), Column(posts, p => p.Sequence),
            Column(posts, p => p.Message.Sender), Column(posts, p => p.Message.At.ToUnixTimeMilliseconds()));
    }

    private static TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows, Func<TRow, TValue> value)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++) column[i] = value(rows[i]);
        return column;
    }

    private static void Add(NpgsqlBatch batch, string sql, params ReadOnlySpan<object> values)
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var value in values) command.Parameters.Add(new NpgsqlParameter { Value = value });
        batch.BatchCommands.Add(command);
    }
}
