using Xiaoer.Cluster.Tests.Drills;
using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests;

/// <summary>The fault drills in their short form; the long ones: <c>./test --drill</c>.</summary>
public class FaultTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task FT01_Killed_at_any_moment_it_loses_nothing_it_acknowledged(bool postgres)
    {
        if (postgres) Needs(PostgresServer.Programs, "PostgreSQL");

        await Holds(KillDrill.Run(3, postgres, Random.Shared.Next(), Output));
    }

    [Fact]
    public async Task FT02_Killed_at_the_very_write_or_sync_it_loses_nothing_it_acknowledged()
    {
        if (await SweepDrill.Obstacle() is { } obstacle) Assert.Skip(obstacle);

        await Holds(SweepDrill.Run(upTo: 7, step: 3, Output));
    }

    [Fact]
    public async Task FT11_A_database_that_restarts_or_breaks_off_during_COMMIT_costs_no_message()
    {
        Needs(PostgresServer.Programs, "PostgreSQL");

        await Holds(DatabaseDrill.Run(1, Output));
    }

    [Fact]
    public async Task FT16_A_node_that_is_killed_or_paused_hands_its_visitors_on()
    {
        Needs(PostgresServer.Programs, "PostgreSQL");
        Needs(RedisServer.Program, "Redis");

        await Holds(NodesDrill.Run(2, Random.Shared.Next(), Output));
    }

    [Fact]
    public async Task FT18_FT19_A_node_cut_off_stops_or_goes_on_and_never_forks()
    {
        Needs(PostgresServer.Programs, "PostgreSQL");
        Needs(RedisServer.Program, "Redis");

        await Holds(PartitionDrill.Run(1, seconds: 5, Output));
    }

    [Fact]
    public async Task FT25_Clients_that_never_read_are_dropped_and_nobody_else_notices() => await Holds(StalledDrill.Run(1, 500, Output));

    private static TextWriter Output => new TestOutput(TestContext.Current.TestOutputHelper!);

    private static void Needs(string? program, string name)
    {
        if (program is null) Assert.Skip($"{name} is not installed");
    }

    private static async Task Holds(Task<DrillReport> drill)
    {
        var report = await drill;
        report.Faults.ShouldBeEmpty();
        report.Acknowledged.ShouldBeGreaterThan(0, "a drill under which nothing was sent proves nothing");
    }

    private sealed class TestOutput(ITestOutputHelper output) : StringWriter
    {
        public override Task WriteLineAsync(string? value)
        {
            output.WriteLine(value ?? "");
            return Task.CompletedTask;
        }
    }
}
