using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Xiaoer.Orders.Import.Bulk;

/// <summary>One statement, compiled once and run for each row, without the layers of ADO.NET between: they cost more than the insert itself.</summary>
internal sealed class SqliteRows : IBulkRows
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _insert;
    private int _column;

    /// <summary>Writes within whatever transaction the connection is in.</summary>
    public SqliteRows(SqliteConnection connection, string table, string columns)
    {
        _database = connection.Handle!;
        var places = string.Join(", ", Enumerable.Repeat("?", columns.Count(c => c == ',') + 1));
        Check(raw.sqlite3_prepare_v2(_database, $"INSERT INTO {table} ({columns}) VALUES ({places})", out _insert));
    }

    public void Begin() => _column = 0;

    public void Id(Guid? value)
    {
        if (value is not { } id)
        {
            Check(raw.sqlite3_bind_null(_insert, ++_column));
            return;
        }

        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        Check(raw.sqlite3_bind_blob(_insert, ++_column, bytes));
    }

    public void Text(string? value) => Check(value is null ? raw.sqlite3_bind_null(_insert, ++_column) : raw.sqlite3_bind_text(_insert, ++_column, value));

    public void Number(long value) => Check(raw.sqlite3_bind_int64(_insert, ++_column, value));

    public void Small(int value) => Number(value);

    public void Flag(bool value) => Number(value ? 1 : 0);

    public void End()
    {
        if (raw.sqlite3_step(_insert) is not raw.SQLITE_DONE and var failed) Check(failed);
        Check(raw.sqlite3_reset(_insert));
    }

    public Task Complete(CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync()
    {
        _insert.Dispose();
        return ValueTask.CompletedTask;
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
