using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Xiaoer.Platform.Database;

/// <summary>Plain commands on the hot paths, with values stored as the model stores them.</summary>
internal static class RawSql
{
    /// <summary>A command on the context's connection and current transaction.</summary>
    public static DbCommand Command(this DbContext db, string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        return command;
    }

    /// <summary>This transaction computes for a while between its statements: PostgreSQL is not to take its node for one that has fallen silent.</summary>
    public static async Task TakeTime(this XiaoerDb db, CancellationToken ct)
    {
        if (db is not PostgresDb) return;
        await using var patience = db.Command("SET LOCAL idle_in_transaction_session_timeout = '10min'");
        await patience.ExecuteNonQueryAsync(ct);
    }

    /// <summary>Adds a value: ids as blobs on SQLite, instants as milliseconds, null as NULL.</summary>
    public static DbCommand With(this DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = Stored(command, value);
        command.Parameters.Add(parameter);
        return command;
    }

    /// <summary>Another value for a parameter of a command that runs many times.</summary>
    public static DbCommand Set(this DbCommand command, string name, object? value)
    {
        command.Parameters[name].Value = Stored(command, value);
        return command;
    }

    public static Guid ReadGuid(this DbDataReader reader, int column) =>
        reader is SqliteDataReader ? new Guid(reader.GetFieldValue<byte[]>(column), true) : reader.GetGuid(column);

    public static Guid? ReadGuidOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.ReadGuid(column);

    public static DateTimeOffset ReadInstant(this DbDataReader reader, int column) => DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(column));

    public static DateTimeOffset? ReadInstantOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.ReadInstant(column);

    public static string? ReadTextOrNull(this DbDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    private static object Stored(DbCommand command, object? value) => value switch
    {
        null => DBNull.Value,
        Guid id when command is SqliteCommand => id.ToByteArray(true),
        DateTimeOffset at => at.ToUnixTimeMilliseconds(),
        Enum code => code.ToString(),
        _ => value,
    };
}
