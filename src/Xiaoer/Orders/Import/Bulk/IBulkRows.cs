using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Xiaoer.Orders.Import.Bulk;

/// <summary>New rows of one table, many at once, value by value in the order of the columns: the fastest way each database has.</summary>
internal interface IBulkRows : IAsyncDisposable
{
    void Begin();
    void Id(Guid? value);
    void Text(string? value);
    void Number(long value);
    void Small(int value);
    void Flag(bool value);

    /// <summary>Ends a row. Values that were left out at its end are an error of the caller.</summary>
    void End();

    /// <summary>Makes the rows part of the transaction.</summary>
    Task Complete(CancellationToken ct);
}

/// <summary>Opens the writer that fits the database of the context, inside its transaction.</summary>
internal static class BulkRows
{
    public static async Task<IBulkRows> Open(DbContext db, string table, string columns, CancellationToken ct) => db.Database.GetDbConnection() switch
    {
        SqliteConnection sqlite => new SqliteRows(sqlite, table, columns),
        NpgsqlConnection postgres => new PostgresRows(await postgres.BeginBinaryImportAsync($"COPY {table} ({columns}) FROM STDIN (FORMAT BINARY)", ct)),
        var other => throw new NotSupportedException(other.GetType().Name),
    };
}
