using Npgsql;

namespace Xiaoer.Platform.Database;

/// <summary>
/// PostgreSQL connections of the message path, apart from the others: its few statements are prepared once and keep one plan, a connection is not
/// reset between batches, and every access goes through an index, also while a new store has no statistics yet. Halves the server's work for small batches.
/// </summary>
internal sealed class HotConnections : IAsyncDisposable
{
    private const string Session =
        "SET plan_cache_mode = force_generic_plan; SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off; SET jit = off";

    private readonly NpgsqlDataSource _source;
    private readonly EarlyStatistics _statistics;

    public HotConnections(NpgsqlConnectionStringBuilder settings, EarlyStatistics statistics)
    {
        _statistics = statistics;
        var hot = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
        {
            ApplicationName = "xiaoer messages",
            MinPoolSize = 0,
            MaxPoolSize = 4,
            MaxAutoPrepare = 20,
            AutoPrepareMinUsages = 2,
            NoResetOnClose = true,
        };
        var builder = new NpgsqlDataSourceBuilder(hot.ConnectionString);
        builder.UsePhysicalConnectionInitializer(Prepare, PrepareAsync);
        _source = builder.Build();
    }

    public ValueTask<NpgsqlConnection> Open(CancellationToken ct)
    {
        _statistics.Batch();
        return _source.OpenConnectionAsync(ct);
    }

    public ValueTask DisposeAsync() => _source.DisposeAsync();

    private static void Prepare(NpgsqlConnection connection)
    {
        using var command = new NpgsqlCommand(Session, connection);
        command.ExecuteNonQuery();
    }

    private static async Task PrepareAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand(Session, connection);
        await command.ExecuteNonQueryAsync();
    }
}
