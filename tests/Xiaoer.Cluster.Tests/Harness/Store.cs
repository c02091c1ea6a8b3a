using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Xiaoer.Cluster.Tests.Harness;

/// <summary>One message as it lies in the store.</summary>
internal sealed record StoredMessage(Guid Conversation, long Sequence, Guid Id, Guid Sender, string Key, string Text);

/// <summary>Reads what is stored past the program: the witness the checker trusts.</summary>
internal static class Store
{
    public static async Task<IReadOnlyList<StoredMessage>> Messages(Node node)
    {
        await using var connection = Connection(node);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT conversation_id, sequence, id, sender_id, client_message_id, text FROM messages ORDER BY conversation_id, sequence";
        await using var reader = await command.ExecuteReaderAsync();
        List<StoredMessage> messages = [];
        while (await reader.ReadAsync())
            messages.Add(new StoredMessage(Id(reader, 0), reader.GetInt64(1), Id(reader, 2), Id(reader, 3), reader.GetString(4), reader.GetString(5)));
        return messages;
    }

    /// <summary>How far each conversation says its thread goes.</summary>
    public static async Task<IReadOnlyDictionary<Guid, long>> LastSequences(Node node)
    {
        await using var connection = Connection(node);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT id, last_sequence FROM conversations";
        await using var reader = await command.ExecuteReaderAsync();
        Dictionary<Guid, long> last = [];
        while (await reader.ReadAsync()) last[Id(reader, 0)] = reader.GetInt64(1);
        return last;
    }

    /// <summary>SQLite's own opinion of its file; on PostgreSQL there is nothing to ask.</summary>
    public static async Task<string> Integrity(Node node)
    {
        if (node.Database is not null) return "ok";
        await using var connection = Connection(node);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA integrity_check";
        return (string)(await command.ExecuteScalarAsync())!;
    }

    private static DbConnection Connection(Node node) =>
        node.Database is { } database
            ? new NpgsqlConnection(database + ";Pooling=false")
            // Read-only: a second connection that writes or checkpoints is what the program itself must never have.
            : new SqliteConnection($"Data Source={Path.Join(node.Folder, "xiaoer.db")};Mode=ReadOnly;Pooling=False");

    private static Guid Id(DbDataReader reader, int column) =>
        reader is SqliteDataReader ? new Guid(reader.GetFieldValue<byte[]>(column), bigEndian: true) : reader.GetGuid(column);
}
