using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Npgsql;
using Xiaoer.Platform.Live;

namespace Xiaoer.Platform.Database;

/// <summary>Lets <c>dotnet ef</c> write the migrations of each database without a server.</summary>
internal sealed class DesignTimeSqlite : IDesignTimeDbContextFactory<SqliteDb>
{
    public SqliteDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<SqliteDb>();
        DatabaseSetup.ConfigureSqlite(options, "Data Source=:memory:");
        return new SqliteDb(options.Options, new WriteGate(null), new LiveQueue());
    }
}

internal sealed class DesignTimePostgres : IDesignTimeDbContextFactory<PostgresDb>
{
    public PostgresDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<PostgresDb>();
        DatabaseSetup.ConfigurePostgres(options, NpgsqlDataSource.Create("Host=localhost"));
        return new PostgresDb(options.Options, new WriteGate(null), new LiveQueue());
    }
}
