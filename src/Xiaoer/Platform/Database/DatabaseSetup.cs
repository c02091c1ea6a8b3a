using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Npgsql;
using Xiaoer.Platform.Live;

namespace Xiaoer.Platform.Database;

/// <summary>One file chooses the database: no connection string means SQLite in the data folder, otherwise PostgreSQL. Same code, same tests.</summary>
internal static class DatabaseSetup
{
    // A node that falls silent in the middle of a transaction holds its locks, a shop's numbering among them: PostgreSQL gives up on it after
    // seconds, not after the two hours of TCP. Who computes for longer between two statements says so: RawSql.TakeTime.
    private const string Forsaken =
        "-c idle_in_transaction_session_timeout=10000 -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3";

    private const int Damaged = 11, NoDatabase = 26; // SQLITE_CORRUPT, SQLITE_NOTADB

    public static void AddDatabase(this IServiceCollection services, XiaoerOptions options)
    {
        services.AddSingleton<LiveQueue>();
        if (options.UsesPostgres) AddPostgres(services, options.Database!);
        else AddSqlite(services, options);
        services.AddSingleton<DatabaseStart>();
        services.AddHostedService<EventUpkeep>();
    }

    public static string SqliteConnectionString(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        Pooling = true,
    }.ToString();

    private static void AddPostgres(IServiceCollection services, string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString) { ApplicationName = "xiaoer" };
        if (!connectionString.Contains("Pool", StringComparison.OrdinalIgnoreCase)) builder.MaxPoolSize = 40;
        if (string.IsNullOrEmpty(builder.Options)) builder.Options = Forsaken;
        services.AddSingleton(_ => new NpgsqlDataSourceBuilder(builder.ConnectionString).Build());
        services.AddSingleton(_ => new WriteGate(null));
        services.AddSingleton<EarlyStatistics>();
        services.AddHostedService(p => p.GetRequiredService<EarlyStatistics>());
        services.AddSingleton(p => new HotConnections(builder, p.GetRequiredService<EarlyStatistics>()));
        services.AddDbContext<XiaoerDb, PostgresDb>(
            (provider, db) => ConfigurePostgres(db, provider.GetRequiredService<NpgsqlDataSource>()), optionsLifetime: ServiceLifetime.Singleton);
    }

    private static void AddSqlite(IServiceCollection services, XiaoerOptions options)
    {
        Directory.CreateDirectory(options.DataFolder);
        services.AddSingleton(_ => new WriteGate(OpenWriter(options.SqliteFile)));
        services.AddDbContext<XiaoerDb, SqliteDb>(
            db => ConfigureSqlite(db, SqliteConnectionString(options.SqliteFile)).AddInterceptors(new ReadOnlyConnections()), optionsLifetime: ServiceLifetime.Singleton);
    }

    /// <param name="schema">Where the tables are; null: in the connection's own, which is <c>public</c>.</param>
    internal static void ConfigurePostgres(DbContextOptionsBuilder db, NpgsqlDataSource source, string? schema = null) =>
        db.UseNpgsql(source, o =>
        {
            o.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery);
            if (schema is not null) o.MigrationsHistoryTable(HistoryRepository.DefaultTableName, schema);
        }).UseSnakeCaseNamingConvention();

    internal static DbContextOptionsBuilder ConfigureSqlite(DbContextOptionsBuilder db, string connectionString) =>
        db.UseSqlite(connectionString, o => o.UseQuerySplittingBehavior(QuerySplittingBehavior.SplitQuery)).UseSnakeCaseNamingConvention();

    /// <summary>The connection that makes all writes: write-ahead log, synced to disk on every commit (reliability T3).</summary>
    internal static SqliteConnection OpenWriter(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder(SqliteConnectionString(file)) { Pooling = false }.ToString());
        try
        {
            connection.Open();
            Prepare(connection);
            return connection;
        }
        catch (SqliteException e)
        {
            connection.Dispose();
            if (e.SqliteErrorCode is Damaged or NoDatabase) throw StartRefused.Damaged(file, e.Message);
            throw new StartRefused($"The database file {file} cannot be used ({e.Message}). Nothing was changed. Give the user that runs Xiaoer the right to write it.");
        }
    }

    private static void Prepare(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA busy_timeout = 5000; PRAGMA cache_size = -32000; PRAGMA wal_autocheckpoint = 2000;";
        command.ExecuteNonQuery();
    }
}
