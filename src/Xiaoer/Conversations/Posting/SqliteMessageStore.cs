using Microsoft.Data.Sqlite;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>The message path on the embedded database: prepared statements on the one writing connection.</summary>
internal sealed class SqliteMessageStore(WriteGate gate) : IMessageStore
{
    private Statements? _statements;

    public async Task<BatchPlan> Commit(IReadOnlyList<PendingMessage> batch, CancellationToken ct)
    {
        using var lease = await gate.EnterRaw(ct);
        var sql = _statements ??= new Statements(lease.Connection);
        using var transaction = lease.Connection.BeginTransaction(deferred: false);
        sql.Enlist(transaction);

        var plan = BatchPlan.Make(batch, Lock(sql, batch), Known(sql, batch));
        foreach (var post in plan.Posts) Insert(sql, post);
        foreach (var conversation in plan.Touched) Update(sql, conversation);
        Number(sql, plan.Posts);
        transaction.Commit();
        return plan;
    }

    private static Dictionary<ConversationKey, LockedConversation> Lock(Statements sql, IReadOnlyList<PendingMessage> batch)
    {
        var locked = new Dictionary<ConversationKey, LockedConversation>();
        foreach (var message in batch)
        {
            var key = ConversationKey.Of(message);
            if (locked.ContainsKey(key)) continue;
            sql.Find.Set(0, message.Shop.Value).Set(1, message.Conversation.Value);
            using var row = sql.Find.Command.ExecuteReader();
            if (row.Read()) locked[key] = ConversationColumns.Read(row, message.Shop, message.Conversation);
        }

        return locked;
    }

    private static Dictionary<MessageKey, KnownMessage> Known(Statements sql, IReadOnlyList<PendingMessage> batch)
    {
        var known = new Dictionary<MessageKey, KnownMessage>();
        foreach (var message in batch)
        {
            var key = MessageKey.Of(message);
            sql.Known.Set(0, key.Shop).Set(1, key.Sender).Set(2, key.ClientMessageId).Set(3, key.Conversation == Guid.Empty ? null : key.Conversation);
            using var row = sql.Known.Command.ExecuteReader();
            if (row.Read())
                known[key] = new KnownMessage(
                    row.ReadGuid(0), row.ReadGuid(1), row.GetInt64(2), Enum.Parse<MessageKind>(row.GetString(3)), row.GetString(4), row.ReadTextOrNull(5), row.ReadInstant(6), !row.IsDBNull(7));
        }

        return known;
    }

    private static void Insert(Statements sql, PlannedMessage post)
    {
        var m = post.Message;
        sql.Insert.Set(0, m.Shop.Value).Set(1, m.Conversation.Value).Set(2, post.Sequence).Set(3, m.Id).Set(4, Names.Of(m.Author)).Set(5, m.Sender)
            .Set(6, Names.Of(m.Kind)).Set(7, m.Text).Set(8, m.ContentJson).Set(9, m.ClientMessageId).Set(10, m.At.ToUnixTimeMilliseconds());
        sql.Insert.Command.ExecuteNonQuery();
        if (m.FileId is { } file)
        {
            sql.Attach.Set(0, m.Shop.Value).Set(1, file).Set(2, m.At.ToUnixTimeMilliseconds());
            sql.Attach.Command.ExecuteNonQuery();
        }

        foreach (var person in m.Content?.Mentions ?? [])
        {
            sql.Mention.Set(0, m.Shop.Value).Set(1, person).Set(2, m.Conversation.Value).Set(3, post.Sequence).Set(4, m.At.ToUnixTimeMilliseconds());
            sql.Mention.Command.ExecuteNonQuery();
        }
    }

    private static void Update(Statements sql, LockedConversation c)
    {
        sql.Update.Set(0, c.LastSequence).Set(1, c.LastAt?.ToUnixTimeMilliseconds()).Set(2, c.Preview).Set(3, Names.Of(c.LastKind)).Set(4, Names.Of(c.LastAuthor))
            .Set(5, Names.Of(c.Turn.Status)).Set(6, c.Turn.WaitingSince?.ToUnixTimeMilliseconds()).Set(7, (long)c.Turn.Unread).Set(8, c.Shop.Value).Set(9, c.Id.Value);
        sql.Update.Command.ExecuteNonQuery();
    }

    private static void Number(Statements sql, IReadOnlyList<PlannedMessage> posts)
    {
        foreach (var ofShop in posts.GroupBy(p => p.Message.Shop).OrderBy(g => g.Key.Value))
        {
            var count = (long)ofShop.Count();
            sql.Numbers.Set(0, ofShop.Key.Value).Set(1, count);
            var cursor = (long)sql.Numbers.Command.ExecuteScalar()! - count;
            foreach (var post in ofShop)
            {
                post.Cursor = ++cursor;
                sql.Event.Set(0, ofShop.Key.Value).Set(1, cursor).Set(2, ConversationEvents.MessagePosted).Set(3, post.Message.Conversation.Value)
                    .Set(4, post.Sequence).Set(5, post.Message.Sender).Set(6, post.Message.At.ToUnixTimeMilliseconds());
                sql.Event.Command.ExecuteNonQuery();
            }
        }
    }

    private sealed class Statements(SqliteConnection connection)
    {
        public Statement Find { get; } = new(connection, ConversationColumns.Select + " WHERE shop_id = $0 AND id = $1", 2);
        public Statement Known { get; } = new(connection,
            """
            SELECT id, conversation_id, sequence, kind, text, content, at, recalled_at FROM messages
            WHERE shop_id = $0 AND sender_id = $1 AND client_message_id = $2 AND ($3 IS NULL OR conversation_id = $3) LIMIT 1
            """, 4);
        public Statement Insert { get; } = new(connection,
            """
            INSERT INTO messages (shop_id, conversation_id, sequence, id, author, sender_id, kind, text, content, client_message_id, at)
            VALUES ($0, $1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            """, 11);
        public Statement Attach { get; } = new(connection, StoredFiles.AttachSql.Replace("@shop", "$0").Replace("@id", "$1").Replace("@at", "$2"), 3);
        public Statement Mention { get; } = new(connection, "INSERT INTO mentions (shop_id, person_id, conversation_id, sequence, at) VALUES ($0, $1, $2, $3, $4)", 5);
        public Statement Update { get; } = new(connection,
            """
            UPDATE conversations SET last_sequence = $0, last_at = coalesce($1, last_at), preview = coalesce($2, preview), last_kind = coalesce($3, last_kind),
                last_author = coalesce($4, last_author), status = $5, waiting_since = $6, unread = $7
            WHERE shop_id = $8 AND id = $9
            """, 10);
        public Statement Numbers { get; } = new(connection, EventLog.TakeNumbers.Replace("@shop", "$0").Replace("@count", "$1"), 2);
        public Statement Event { get; } = new(connection, "INSERT INTO events (shop_id, cursor, name, subject, sequence, actor, at) VALUES ($0, $1, $2, $3, $4, $5, $6)", 7);

        public void Enlist(SqliteTransaction transaction)
        {
            foreach (var statement in (ReadOnlySpan<Statement>)[Find, Known, Insert, Attach, Mention, Update, Numbers, Event]) statement.Command.Transaction = transaction;
        }
    }

    private sealed class Statement
    {
        public Statement(SqliteConnection connection, string sql, int parameters)
        {
            Command = connection.CreateCommand();
            Command.CommandText = sql;
            for (var i = 0; i < parameters; i++) Command.Parameters.Add(new SqliteParameter { ParameterName = $"${i}" });
        }

        public SqliteCommand Command { get; }

        public Statement Set(int index, object? value)
        {
            Command.Parameters[index].Value = value switch { null => DBNull.Value, Guid id => id.ToByteArray(true), _ => value };
            return this;
        }
    }
}
