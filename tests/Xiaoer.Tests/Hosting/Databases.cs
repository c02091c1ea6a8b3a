using System.Reflection;
using Npgsql;
using Xunit.Sdk;
using Xunit.v3;

namespace Xiaoer.Tests.Hosting;

/// <summary>Where a test keeps its data.</summary>
public enum Database { Sqlite, Postgres }

/// <summary>Runs a test once on each database; the absent one is skipped by name.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothDatabasesAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) => ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>(
    [
        new TheoryDataRow<Database>(Database.Sqlite),
        new TheoryDataRow<Database>(Database.Postgres) { Skip = PostgresTests.Server is null ? "no PostgreSQL: XIAOER_TEST_POSTGRES is not set" : null },
    ]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

/// <summary>The PostgreSQL that the tests were given, and databases on it that are gone with the server.</summary>
internal static class PostgresTests
{
    private static readonly SemaphoreSlim OneAtATime = new(1, 1);
    private static int _created;

    public static string? Server { get; } = Environment.GetEnvironmentVariable("XIAOER_TEST_POSTGRES") is { Length: > 0 } given ? given : null;

    public static async Task<string> NewDatabase(string? template = null)
    {
        // One at a time: creating from a template needs it undisturbed.
        await OneAtATime.WaitAsync();
        try
        {
            var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref _created)}";
            await using var connection = new NpgsqlConnection(Server);
            await connection.OpenAsync();
            await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // our own names
            command.CommandText = $"CREATE DATABASE {name}{(template is null ? "" : $" TEMPLATE {new NpgsqlConnectionStringBuilder(template).Database}")}";
#pragma warning restore CA2100
            await command.ExecuteNonQueryAsync();
            return new NpgsqlConnectionStringBuilder(Server) { Database = name }.ToString();
        }
        finally
        {
            OneAtATime.Release();
        }
    }
}
