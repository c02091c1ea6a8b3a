using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Npgsql;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// The store as it was at one moment, read while others write: one reading transaction (SQLite's write-ahead log, PostgreSQL's repeatable read) that
/// blocks nobody. Rows come in parts, in the order of their keys, files' content among them, wherever it is kept.
/// </summary>
internal sealed class StoreSnapshot : IAsyncDisposable
{
    private readonly DbConnection _connection;
    private readonly FolderRows? _folder;

    private StoreSnapshot(DbConnection connection, FolderRows? folder, IReadOnlyList<TableShape> tables, SchemaMark schema) =>
        (_connection, _folder, Tables, Schema) = (connection, folder, tables, schema);

    public IReadOnlyList<TableShape> Tables { get; }
    public SchemaMark Schema { get; }

    /// <summary>Files whose content was gone from the folder.</summary>
    public int MissingFiles => _folder?.Missing ?? 0;

    /// <param name="withContent">False leaves files' content where it is: a move that keeps the folder.</param>
    public static async Task<StoreSnapshot> Open(XiaoerDb db, XiaoerOptions options, CancellationToken ct, bool withContent = true)
    {
        var tables = StoreShape.Of(db);
        DbConnection connection = db is PostgresDb
            ? new NpgsqlConnection(new NpgsqlConnectionStringBuilder(options.Database) { Pooling = false, CommandTimeout = 0, ApplicationName = "xiaoer backup" }.ToString())
            : new SqliteConnection(new SqliteConnectionStringBuilder(DatabaseSetup.SqliteConnectionString(options.SqliteFile)) { Pooling = false }.ToString());
        try
        {
            await connection.OpenAsync(ct);
            // The first read fixes the moment.
            await Run(connection, db is PostgresDb ? "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY" : "PRAGMA query_only = 1; PRAGMA cache_size = -8000; BEGIN", ct);
            await Run(connection, "SELECT 1 FROM shops LIMIT 1", ct);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }

        var keepsAside = !options.KeepsFilesInDatabase;
        return new StoreSnapshot(connection, keepsAside ? new FolderRows(options.FilesFolder, withContent) : null, tables, SchemaMark.Of(db, tables));
    }

    /// <summary>What SQLite finds wrong with its file, reading all of it; null: nothing. PostgreSQL looks after its pages itself.</summary>
    public async Task<string?> Fault(CancellationToken ct)
    {
        if (_connection is not SqliteConnection) return null;
        await using var check = _connection.CreateCommand();
        check.CommandText = "PRAGMA integrity_check(1)";
        return await check.ExecuteScalarAsync(ct) is string opinion and not "ok" ? opinion : null;
    }

    /// <summary>How many rows there will be; of files in a folder, about.</summary>
    public async Task<long> Count(CancellationToken ct)
    {
        long rows = 0;
        foreach (var table in Tables)
            rows += await Number($"SELECT COUNT(*) FROM \"{(_folder is not null && table.Name == FolderRows.Table ? "files" : table.Name)}\"", ct);
        return rows;
    }

    public async IAsyncEnumerable<Part> Parts([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var table in Tables)
        {
            using var cutter = new PartCutter(table);
            await foreach (var row in _folder is not null && table.Name == FolderRows.Table ? FolderContent(table, ct) : Rows(table, ct))
                if (cutter.Add(row) is { } full) yield return full;
            if (cutter.Rest() is { } rest) yield return rest;
        }
    }

    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async IAsyncEnumerable<object?[]> Rows(TableShape table, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT {table.ColumnList} FROM \"{table.Name}\" ORDER BY {string.Join(", ", table.Key.Select(k => $"\"{k}\""))}";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var row = new object?[table.Columns.Count];
        while (await reader.ReadAsync(ct))
        {
            for (var i = 0; i < row.Length; i++) row[i] = reader.IsDBNull(i) ? null : Value(reader, i, table.Columns[i].Kind);
            yield return row;
        }
    }

    private async IAsyncEnumerable<object?[]> FolderContent(TableShape chunks, [EnumeratorCancellation] CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = "SELECT shop_id, id, thumbnail_bytes FROM files ORDER BY shop_id, id";
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            await foreach (var row in _folder!.Of(chunks, reader.ReadGuid(0), reader.ReadGuid(1), reader.GetInt64(2) > 0, ct)) yield return row;
    }

    private static object Value(DbDataReader reader, int column, ColumnKind kind) => kind switch
    {
        ColumnKind.Id => reader.ReadGuid(column),
        ColumnKind.Whole => reader.GetInt64(column),
        ColumnKind.Small => reader.GetInt32(column),
        ColumnKind.Flag => reader.GetBoolean(column),
        ColumnKind.Text => reader.GetString(column),
        ColumnKind.Bytes => reader.GetFieldValue<byte[]>(column),
        ColumnKind.Real => reader.GetDouble(column),
    };

    private async Task<long> Number(string sql, CancellationToken ct)
    {
        await using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture);
    }

    private static async Task Run(DbConnection connection, string sql, CancellationToken ct)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync(ct);
    }
}
