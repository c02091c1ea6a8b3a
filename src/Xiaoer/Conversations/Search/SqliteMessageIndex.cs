using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Search;

/// <summary>
/// The index in a file of its own beside the database: its writing never waits at the gate of the message path, and losing the file loses nothing.
/// FTS5 keeps the words only, no positions and no text.
/// </summary>
internal sealed class SqliteMessageIndex(XiaoerOptions options) : IMessageIndex, IAsyncDisposable
{
    /// <summary>Goes up when words or tables change: an index of another form is thrown away.</summary>
    private const long Form = 1;

    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _writer;

    private string File => Path.Join(options.DataFolder, "search.db");

    public async Task Prepare(CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            _writer ??= Open();
        }
        finally
        {
            _turn.Release();
        }
    }

    public Task<bool> Lead(CancellationToken ct) => Task.FromResult(true); // the folder belongs to this process

    public async Task<IReadOnlyDictionary<string, string>> Places(CancellationToken ct)
    {
        if (_writer is null) return new Dictionary<string, string>();
        await using var reader = await Reader(ct);
        await using var command = Command(reader, "SELECT name, place FROM places");
        await using var rows = await command.ExecuteReaderAsync(ct);
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        while (await rows.ReadAsync(ct)) places[rows.GetString(0)] = rows.GetString(1);
        return places;
    }

    public Task<bool> Add(IReadOnlyList<IndexedMessage> messages, PlaceMove move, CancellationToken ct) => Written(async writer =>
    {
        await using var transaction = writer.BeginTransaction();
        if (!await Move(writer, move, ct)) return false;

        await using var known = Command(writer, "SELECT 1 FROM entries WHERE number >= @first AND number < @end AND conversation = @conversation AND sequence = @sequence AND shop = @shop");
        await using var place = Command(writer, "INSERT INTO entries (number, shop, conversation, sequence) VALUES (@number, @shop, @conversation, @sequence) ON CONFLICT (number) DO NOTHING");
        await using var words = Command(writer, "INSERT INTO words (rowid, word) VALUES (@number, @words)");
        known.With("first", 0L).With("end", 0L).With("conversation", Guid.Empty).With("sequence", 0L).With("shop", Guid.Empty);
        place.With("number", 0L).With("shop", Guid.Empty).With("conversation", Guid.Empty).With("sequence", 0L);
        words.With("number", 0L).With("words", "");

        // Ascending within a transaction: FTS5 would write what it has gathered at every step back.
        foreach (var m in messages.OrderBy(m => m.At).ThenBy(m => m.Conversation.Value).ThenBy(m => m.Sequence))
        {
            var number = IndexNumbers.First(m.At);
            known.Set("first", number).Set("end", number + IndexNumbers.Reach).Set("conversation", m.Conversation.Value).Set("sequence", m.Sequence).Set("shop", m.Shop.Value);
            if (await known.ExecuteScalarAsync(ct) is not null) continue;
            place.Set("shop", m.Shop.Value).Set("conversation", m.Conversation.Value).Set("sequence", m.Sequence);
            while (await place.Set("number", number).ExecuteNonQueryAsync(ct) == 0) number++;
            await words.Set("number", number).Set("words", string.Join(' ', m.Words)).ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }, ct);

    public async Task<IReadOnlyList<IndexedPlace>> Find(IndexQuestion question, CancellationToken ct)
    {
        if (_writer is null) return [];
        await using var reader = await Reader(ct);
        await using var command = Command(reader,
            """
            SELECT w.rowid, e.conversation, e.sequence FROM words w CROSS JOIN entries e ON e.number = w.rowid
            WHERE words MATCH @words AND w.rowid >= @from AND w.rowid < @before AND e.shop = @shop ORDER BY w.rowid DESC LIMIT @most
            """);
        command.With("words", Match(question)).With("from", question.From).With("before", question.Before).With("shop", question.Shop.Value).With("most", (long)question.Most);
        await using var stop = ct.Register(() => raw.sqlite3_interrupt(reader.Handle)); // the driver itself cannot be stopped
        try
        {
            return await Read(command, ct);
        }
        catch (SqliteException e) when (e.SqliteErrorCode == raw.SQLITE_INTERRUPT)
        {
            throw new OperationCanceledException(ct);
        }
    }

    public Task Forget(ShopId shop, ConversationId conversation, long sequence, DateTimeOffset at, CancellationToken ct) => Written(async writer =>
    {
        await using var transaction = writer.BeginTransaction();
        await using var find = Command(writer, "DELETE FROM entries WHERE number >= @first AND number < @end AND shop = @shop AND conversation = @conversation AND sequence = @sequence RETURNING number")
            .With("first", IndexNumbers.First(at)).With("end", IndexNumbers.First(at) + IndexNumbers.Reach)
            .With("shop", shop.Value).With("conversation", conversation.Value).With("sequence", sequence);
        if (await find.ExecuteScalarAsync(ct) is long number)
        {
            await using var forget = Command(writer, "DELETE FROM words WHERE rowid = @number").With("number", number);
            await forget.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }, ct);

    public Task Clear(CancellationToken ct) => Written(writer =>
    {
        Make(writer);
        return Task.FromResult(true);
    }, ct);

    public async ValueTask DisposeAsync()
    {
        if (_writer is not null) await _writer.DisposeAsync();
        _turn.Dispose();
    }

    private static string Match(IndexQuestion question)
    {
        var all = string.Join(" AND ", question.All.Select(w => $"\"{w}\""));
        return question.OneOf.Count == 0 ? all : $"{all} AND ({string.Join(" OR ", question.OneOf.Select(w => $"\"{w}\""))})";
    }

    private static async Task<IReadOnlyList<IndexedPlace>> Read(DbCommand command, CancellationToken ct)
    {
        var places = new List<IndexedPlace>();
        await using var rows = await command.ExecuteReaderAsync(ct);
        while (await rows.ReadAsync(ct)) places.Add(new IndexedPlace(rows.GetInt64(0), new ConversationId(rows.ReadGuid(1)), rows.GetInt64(2)));
        return places;
    }

    private static async Task<bool> Move(SqliteConnection writer, PlaceMove move, CancellationToken ct)
    {
        await using var command = Command(writer, move.From is null
            ? "INSERT INTO places (name, place) VALUES (@name, @to) ON CONFLICT (name) DO NOTHING"
            : "UPDATE places SET place = @to WHERE name = @name AND place = @from");
        command.With("name", move.Name).With("to", move.To);
        if (move.From is not null) command.With("from", move.From);
        return await command.ExecuteNonQueryAsync(ct) == 1;
    }

    private async Task<T> Written<T>(Func<SqliteConnection, Task<T>> work, CancellationToken ct)
    {
        await _turn.WaitAsync(ct);
        try
        {
            return await work(_writer ??= Open());
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task<SqliteConnection> Reader(CancellationToken ct)
    {
        var reader = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = true }.ToString());
        await reader.OpenAsync(ct);
        Run(reader, ReadOnlyConnections.Pragmas);
        return reader;
    }

    private SqliteConnection Open()
    {
        var writer = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = File, Pooling = false }.ToString());
        try
        {
            writer.Open();
            // A power cut may cost the last words; they are read again from the store.
            Run(writer, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -16000;");
            using var form = Command(writer, "PRAGMA user_version");
            if ((long)form.ExecuteScalar()! != Form) Make(writer);
            return writer;
        }
        catch (SqliteException) // not a database, or a damaged one
        {
            writer.Dispose();
            SqliteConnection.ClearAllPools();
            foreach (var end in (ReadOnlySpan<string>)["", "-wal", "-shm"]) System.IO.File.Delete(File + end);
            throw;
        }
    }

    private static void Make(SqliteConnection writer)
    {
        using var transaction = writer.BeginTransaction();
        Run(writer,
            $"""
            DROP TABLE IF EXISTS words;
            DROP TABLE IF EXISTS entries;
            DROP TABLE IF EXISTS places;
            CREATE TABLE places (name TEXT PRIMARY KEY, place TEXT NOT NULL) WITHOUT ROWID;
            CREATE TABLE entries (number INTEGER PRIMARY KEY, shop BLOB NOT NULL, conversation BLOB NOT NULL, sequence INTEGER NOT NULL);
            CREATE VIRTUAL TABLE words USING fts5(word, content='', contentless_delete=1, detail=none, tokenize='ascii');
            PRAGMA user_version = {Form};
            """);
        transaction.Commit();
    }

    private static void Run(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        command.ExecuteNonQuery();
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }
}
