using System.CommandLine;
using Xiaoer.Cluster.Tests.Harness;

namespace Xiaoer.Cluster.Tests.Drills;

/// <summary>The drills in their long form: <c>./test --drill NAME</c>.</summary>
internal static class DrillCommands
{
    public static RootCommand Root()
    {
        var runs = new Option<int>("--runs") { Description = "How often.", DefaultValueFactory = _ => 200 };
        var rounds = new Option<int>("--rounds") { Description = "How often.", DefaultValueFactory = _ => 20 };
        var upTo = new Option<int>("--up-to") { Description = "The last call to be killed at.", DefaultValueFactory = _ => 200 };
        var seconds = new Option<int>("--seconds") { Description = "How long each partition lasts.", DefaultValueFactory = _ => 10 };
        var seed = new Option<int>("--seed") { Description = "Repeats the same moments.", DefaultValueFactory = _ => Environment.TickCount };
        var database = new Option<string>("--database") { Description = "sqlite or postgres.", DefaultValueFactory = _ => "sqlite" };
        database.AcceptOnlyFromAmong("sqlite", "postgres");

        return new RootCommand("Breaks a running Xiaoer on purpose and compares the store with what its clients were told.")
        {
            Drill("kill", "kill -9 at random moments under load (FT-01).", [runs, database, seed],
                p => KillDrill.Run(p.GetValue(runs), p.GetValue(database) == "postgres", p.GetValue(seed), Console.Out)),
            Drill("sweep", "kill -9 at exactly the n-th file write and sync (FT-02); needs strace.", [upTo], p => SweepDrill.Run(p.GetValue(upTo), 1, Console.Out)),
            Drill("database", "PostgreSQL restarted, its sessions killed, connections cut during COMMIT (FT-11).", [rounds], p => DatabaseDrill.Run(p.GetValue(rounds), Console.Out)),
            Drill("nodes", "One of three nodes killed or paused (FT-16).", [rounds, seed], p => NodesDrill.Run(p.GetValue(rounds), p.GetValue(seed), Console.Out)),
            Drill("partition", "A node cut from the database, from Redis, or both; Redis restarted (FT-18, FT-19).", [rounds, seconds],
                p => PartitionDrill.Run(p.GetValue(rounds), p.GetValue(seconds), Console.Out)),
            Drill("stalled", "500 clients that never read (FT-25).", [rounds], p => StalledDrill.Run(p.GetValue(rounds), 500, Console.Out)),
        };
    }

    private static Command Drill(string name, string description, Option[] options, Func<ParseResult, Task<DrillReport>> run)
    {
        var command = new Command(name, description);
        foreach (var option in options) command.Add(option);
        command.SetAction(async parsed =>
        {
            try
            {
                return await (await run(parsed)).Finish();
            }
            catch (HarnessProblem problem)
            {
                await Console.Error.WriteLineAsync(problem.Message);
                return 1;
            }
        });
        return command;
    }
}
