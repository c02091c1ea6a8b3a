using Microsoft.Data.Sqlite;

namespace Xiaoer.Orders.Import.Bulk;

/// <summary>One prepared statement, run for each row.</summary>
internal sealed class SqliteRows : IBulkRows
{
    private readonly SqliteCommand _insert;
    private int _column;

    public SqliteRows(SqliteConnection connection, SqliteTransaction transaction, string table, string columns)
    {
        var names = columns.Split(',', StringSplitOptions.TrimEntries);
        _insert = connection.CreateCommand();
        _insert.Transaction = transaction;
#pragma warning disable CA2100 // names of our own tables and columns
        _insert.CommandText = $"INSERT INTO {table} ({columns}) VALUES ({string.Join(", ", names.Select((_, i) => $"@p{i}"))})";
#pragma warning restore CA2100
        foreach (var i in Enumerable.Range(0, names.Length)) _insert.Parameters.Add(new SqliteParameter { ParameterName = $"@p{i}" });
        _insert.Prepare();
    }

    public void Begin() => _column = 0;

    public void Id(Guid? value) => Set(SqliteType.Blob, value?.ToByteArray(bigEndian: true));

    public void Text(string? value) => Set(SqliteType.Text, value);

    public void Number(long value) => Set(SqliteType.Integer, value);

    public void Small(int value) => Set(SqliteType.Integer, value);

    public void Flag(bool value) => Set(SqliteType.Integer, value ? 1L : 0L);

    public void End() => _insert.ExecuteNonQuery();

    public Task Complete(CancellationToken ct) => Task.CompletedTask;

    public ValueTask DisposeAsync() => _insert.DisposeAsync();

    private void Set(SqliteType type, object? value)
    {
        var parameter = _insert.Parameters[_column++];
        parameter.SqliteType = type;
        parameter.Value = value ?? DBNull.Value;
    }
}
