using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Live;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// A SQLite store in the making: a file of its own in <c>restoring</c>, written without any safety, because it is begun anew after any failure, and
/// synced before it takes its place.
/// </summary>
internal sealed class SqliteArrival : IArrival
{
    private readonly StagedStore _staged;
    private SqliteDb? _db;

    public SqliteArrival(XiaoerOptions options) => _staged = new StagedStore(options);

    public XiaoerDb Db => _db ??= Open();

    public async Task Begin(string migration, CancellationToken ct)
    {
        await Discard(ct);
        _staged.Begin();
        await Db.GetService<IMigrator>().MigrateAsync(migration, ct);
        await Db.Database.OpenConnectionAsync(ct);
        await Run("PRAGMA foreign_keys = OFF; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF; PRAGMA cache_size = -64000; PRAGMA locking_mode = EXCLUSIVE", ct);
    }

    public async Task Load(TableShape table, Part part, CancellationToken ct)
    {
        await using var transaction = await Connection.BeginTransactionAsync(ct);
        await using var insert = Connection.CreateCommand();
        insert.Transaction = (SqliteTransaction)transaction;
        insert.CommandText = $"INSERT INTO \"{table.Name}\" ({table.ColumnList}) VALUES ({string.Join(", ", table.Columns.Select((_, i) => $"@{i}"))})";
        var values = table.Columns.Select((_, i) => insert.Parameters.Add(new SqliteParameter { ParameterName = $"@{i}" })).ToList();
        foreach (var row in part.Read(table))
        {
            for (var i = 0; i < row.Length; i++) values[i].Value = row[i] switch { null => DBNull.Value, Guid id => id.ToByteArray(true), var value => value };
            await insert.ExecuteNonQueryAsync(ct);
        }

        await transaction.CommitAsync(ct);
    }

    public async Task<long> Count(string table, CancellationToken ct) =>
        Convert.ToInt64(await Scalar($"SELECT COUNT(*) FROM \"{table}\"", ct), CultureInfo.InvariantCulture);

    public async Task Complete(CancellationToken ct)
    {
        if (await Scalar("SELECT \"table\" FROM pragma_foreign_key_check LIMIT 1", ct) is string orphan)
            throw new BackupRefused($"Rows of {orphan} refer to something that is not in the backup. The new store is not used; use another backup.");
        await Run("PRAGMA foreign_keys = ON", ct);
    }

    public async Task<string?> Install(DateTimeOffset at, CancellationToken ct)
    {
        await Run("PRAGMA optimize; PRAGMA journal_mode = DELETE", ct);
        await Close();
        return _staged.Install(at);
    }

    public async Task Discard(CancellationToken ct)
    {
        await Close();
        _staged.Discard();
    }

    public async ValueTask DisposeAsync() => await Close();

    private SqliteConnection Connection => (SqliteConnection)Db.Database.GetDbConnection();

    private SqliteDb Open()
    {
        var builder = new DbContextOptionsBuilder<SqliteDb>();
        DatabaseSetup.ConfigureSqlite(builder, new SqliteConnectionStringBuilder(DatabaseSetup.SqliteConnectionString(_staged.Database)) { Pooling = false }.ToString());
        return new SqliteDb(builder.Options, new WriteGate(null), new LiveQueue());
    }

    private async Task Close()
    {
        if (_db is { } open) await open.DisposeAsync();
        _db = null;
    }

    private async Task<object?> Scalar(string sql, CancellationToken ct)
    {
        await using var command = Connection.CreateCommand();
        command.CommandText = sql;
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task Run(string sql, CancellationToken ct) => await Scalar(sql, ct);
}
