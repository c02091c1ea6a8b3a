using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using NpgsqlTypes;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Live;
using Xiaoer.Platform.Nodes;

namespace Xiaoer.Backups.Copy;

/// <summary>
/// A PostgreSQL store in the making: a schema of its own, filled by binary COPY, that notes every part with its hash in the same transaction. A try that
/// was killed is taken up where it was; the last step is one transaction that puts the tables in their place.
/// </summary>
internal sealed class PostgresArrival : IArrival
{
    private const string Schema = "xiaoer_arriving";
    private const string Notes = "arrived_parts";
    private const int LockTries = 20;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(250);

    private readonly NpgsqlConnection _connection;
    private readonly NpgsqlDataSource _source;
    private readonly Dictionary<(string Table, int Number), string> _arrived = [];
    private readonly HashSet<(string Table, int Number)> _seen = [];
    private PostgresDb? _db;

    private PostgresArrival(NpgsqlConnection connection, NpgsqlDataSource source) => (_connection, _source) = (connection, source);

    /// <summary>Connects, and keeps every node off the database as long as it is here.</summary>
    public static async Task<PostgresArrival> Open(string connectionString, CancellationToken ct)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { SearchPath = Schema, CommandTimeout = 0, ApplicationName = "xiaoer arrival" };
        var source = new NpgsqlDataSourceBuilder(settings.ToString()).Build();
        var connection = await source.OpenConnectionAsync(ct);
        var arrival = new PostgresArrival(connection, source);
        // A try that was just killed holds it until the server has noticed.
        for (var tries = 0; tries < LockTries; tries++)
        {
            if (await arrival.Scalar($"SELECT pg_try_advisory_lock({NodeLock.Key})", ct) is true) return arrival;
            await Task.Delay(LockPause, TimeProvider.System, ct);
        }

        await arrival.DisposeAsync();
        throw new BackupRefused("Xiaoer is running on that database, or something else is being brought into it. Stop it first; nothing was changed.");
    }

    public XiaoerDb Db => _db ??= OpenDb();

    /// <summary>Does the place that it would take hold a shop? Refuses a place with somebody else's tables.</summary>
    public async Task<bool> IsTaken(CancellationToken ct)
    {
        var tables = await Tables("public", ct);
        if (tables.Count == 0) return false;
        if (!tables.Contains("__EFMigrationsHistory") || !tables.Contains("shops"))
            throw new BackupRefused("That database holds tables of something else. Nothing was changed; make an empty database for Xiaoer.");
        return await Scalar("SELECT EXISTS (SELECT 1 FROM public.shops) OR EXISTS (SELECT 1 FROM public.people)", ct) is true;
    }

    public async Task Begin(string migration, CancellationToken ct)
    {
        (await Tables(Schema, ct)).TryGetValue(Notes, out var begun);
        if (begun is null || await Scalar($"SELECT migration FROM {Notes} WHERE number = 0", ct) as string != migration)
        {
            await Discard(ct);
            await Run($"CREATE SCHEMA {Schema}", ct);
            await Db.GetService<IMigrator>().MigrateAsync(migration, ct);
            // Its own row comes last: without it the schema is not yet one that can be gone on with.
            await Run($"CREATE TABLE {Notes} (table_name text, number integer, sha256 text, migration text, PRIMARY KEY (table_name, number)); INSERT INTO {Notes} VALUES ('', 0, '', '{migration}')", ct);
        }

        await Run("SET synchronous_commit = off", ct); // the last transaction waits for all of them
        _arrived.Clear();
        _seen.Clear();
        await using var command = new NpgsqlCommand($"SELECT table_name, number, sha256 FROM {Notes} WHERE number > 0", _connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) _arrived[(reader.GetString(0), reader.GetInt32(1))] = reader.GetString(2);
    }

    public async Task Load(TableShape table, Part part, CancellationToken ct)
    {
        _seen.Add((part.Table, part.Number));
        if (_arrived.TryGetValue((part.Table, part.Number), out var sha256))
        {
            if (sha256 == part.Sha256) return;
            throw new SourceChanged();
        }

        await using var transaction = await _connection.BeginTransactionAsync(ct);
        await using (var copy = await _connection.BeginBinaryImportAsync($"COPY \"{table.Name}\" ({table.ColumnList}) FROM STDIN (FORMAT BINARY)", ct))
        {
            foreach (var row in part.Read(table))
            {
                await copy.StartRowAsync(ct);
                for (var i = 0; i < row.Length; i++) await Write(copy, row[i], ct);
            }

            await copy.CompleteAsync(ct);
        }

        await using var note = new NpgsqlCommand($"INSERT INTO {Notes} VALUES ($1, $2, $3)", _connection, transaction)
        {
            Parameters = { new() { Value = part.Table }, new() { Value = part.Number }, new() { Value = part.Sha256 } },
        };
        await note.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    public async Task<long> Count(string table, CancellationToken ct) => Convert.ToInt64(await Scalar($"SELECT COUNT(*) FROM \"{table}\"", ct), CultureInfo.InvariantCulture);

    public async Task Complete(CancellationToken ct)
    {
        if (_arrived.Keys.Any(k => !_seen.Contains(k))) throw new SourceChanged();
        // Rows brought their numbers along; the next ones go on behind them.
        foreach (var (table, column) in await Pairs(
            "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = current_schema() AND is_identity = 'YES'", ct))
            await Run($"SELECT setval(pg_get_serial_sequence('\"{table}\"', '{column}'), COALESCE((SELECT MAX(\"{column}\") FROM \"{table}\"), 0) + 1, false)", ct);
    }

    public async Task<string?> Install(DateTimeOffset at, CancellationToken ct)
    {
        var taken = await IsTaken(ct);
        var aside = StagedStore.NameAside(at).Replace('-', '_');
        await Run("SET synchronous_commit = on", ct);
        await using (var transaction = await _connection.BeginTransactionAsync(ct))
        {
            var old = await Tables("public", ct);
            if (taken)
            {
                await Run($"CREATE SCHEMA {aside}", ct);
                foreach (var table in old) await Run($"ALTER TABLE public.\"{table}\" SET SCHEMA {aside}", ct);
                await MoveFunctions("public", aside, ct);
            }
            else if (old.Count > 0)
            {
                // A program was started there once and nobody came: keys without a shop.
                await Run($"DROP TABLE {string.Join(", ", old.Select(t => $"public.\"{t}\""))}", ct);
            }

            await Run($"DROP TABLE {Notes}", ct);
            await MoveFunctions(Schema, "public", ct);
            foreach (var table in await Tables(Schema, ct)) await Run($"ALTER TABLE {Schema}.\"{table}\" SET SCHEMA public", ct);
            await Run($"DROP SCHEMA {Schema}", ct);
            await transaction.CommitAsync(ct);
        }

        await Run("SET search_path = public; ANALYZE", ct);
        return taken ? $"schema {aside}" : null;
    }

    public async Task Discard(CancellationToken ct)
    {
        await Run($"DROP SCHEMA IF EXISTS {Schema} CASCADE", ct);
        if (_db is { } open) await open.DisposeAsync();
        _db = null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_db is { } open) await open.DisposeAsync();
        await _connection.DisposeAsync();
        await _source.DisposeAsync();
    }

    private PostgresDb OpenDb()
    {
        var builder = new DbContextOptionsBuilder<PostgresDb>();
        DatabaseSetup.ConfigurePostgres(builder, _source, Schema);
        return new PostgresDb(builder.Options, new WriteGate(null), new LiveQueue());
    }

    private static Task Write(NpgsqlBinaryImporter copy, object? value, CancellationToken ct) => value switch
    {
        null => copy.WriteNullAsync(ct),
        Guid id => copy.WriteAsync(id, NpgsqlDbType.Uuid, ct),
        long whole => copy.WriteAsync(whole, NpgsqlDbType.Bigint, ct),
        int small => copy.WriteAsync(small, NpgsqlDbType.Integer, ct),
        bool flag => copy.WriteAsync(flag, NpgsqlDbType.Boolean, ct),
        string text => copy.WriteAsync(text, NpgsqlDbType.Text, ct),
        byte[] bytes => copy.WriteAsync(bytes, NpgsqlDbType.Bytea, ct),
        double real => copy.WriteAsync(real, NpgsqlDbType.Double, ct),
        _ => throw new InvalidOperationException($"A {value.GetType().Name} cannot be sent."),
    };

    private async Task<HashSet<string>> Tables(string schema, CancellationToken ct) =>
        [.. (await Pairs($"SELECT tablename, '' FROM pg_tables WHERE schemaname = '{schema}'", ct)).Select(p => p.First)];

    // Hand-written migrations may bring functions along.
    private async Task MoveFunctions(string from, string to, CancellationToken ct)
    {
        foreach (var (function, _) in await Pairs($"""
            SELECT p.oid::regprocedure::text, '' FROM pg_proc p
            WHERE p.pronamespace = '{from}'::regnamespace AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
            """, ct))
            await Run($"ALTER FUNCTION {function} SET SCHEMA {to}", ct);
    }

    private async Task<List<(string First, string Second)>> Pairs(string sql, CancellationToken ct)
    {
        List<(string, string)> found = [];
        await using var command = new NpgsqlCommand(sql, _connection);
        await using var reader = await command.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct)) found.Add((reader.GetString(0), reader.GetString(1)));
        return found;
    }

    private async Task<object?> Scalar(string sql, CancellationToken ct)
    {
        await using var command = new NpgsqlCommand(sql, _connection);
        return await command.ExecuteScalarAsync(ct);
    }

    private async Task Run(string sql, CancellationToken ct) => await Scalar(sql, ct);
}
