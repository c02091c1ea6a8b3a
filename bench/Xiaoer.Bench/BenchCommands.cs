using System.CommandLine;
using Xiaoer.Bench.Chat;
using Xiaoer.Bench.Desk;
using Xiaoer.Bench.Import;
using Xiaoer.Bench.Search;
using Xiaoer.Bench.Servers;
using Xiaoer.Bench.Start;
using Xiaoer.Bench.Storm;

namespace Xiaoer.Bench;

/// <summary>The command line of <c>./run bench NAME</c>.</summary>
internal static class BenchCommands
{
    private static readonly Option<string> Database = new("--database") { Description = "sqlite or postgres.", DefaultValueFactory = _ => "sqlite" };
    private static readonly Option<bool> Json = new("--json") { Description = "One JSON object on standard output." };
    private static readonly Option<bool> Quick = new("--quick") { Description = "Short runs: to look, not for the tables." };
    private static readonly Option<string?> Server = new("--server") { Description = "The published xiaoer program; default: the one under artifacts." };
    private static readonly Option<string?> Folder = new("--folder") { Description = "Work here and keep everything; default: a temporary folder." };
    private static readonly Option<int> Port = new("--port") { Description = "First of the ports to use.", DefaultValueFactory = _ => 5200 };
    private static readonly Option<string> Only = new("--only") { Description = "xiaoer or baseline; default: both.", DefaultValueFactory = _ => "both" };

    public static RootCommand Root()
    {
        Database.AcceptOnlyFromAmong("sqlite", "postgres");
        Only.AcceptOnlyFromAmong("xiaoer", "baseline", "both");
        return new RootCommand("Measures Xiaoer against the figures of docs/benchmarks.md.") { Chat(), Import(), Search(), Desk(), Storm(), Start(), Page() };
    }

    private static Command Chat()
    {
        var rate = new Option<double?>("--rate") { Description = "One run at this rate with 200 conversations instead of all: to profile." };
        var command = new Command("chat", "Open-loop load over WebSockets, beside a bare socket.io server.") { Database, Json, Quick, Server, Folder, Port, Only, rate };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            var only = parsed.GetRequiredValue(Only);
            var program = only == "baseline" ? null : Program(place, parsed);
            var times = parsed.GetValue(Quick) ? ChatTimes.Quick : ChatTimes.Full;
            await new ChatBench(place, parsed.GetRequiredValue(Database), program, times, parsed.GetValue(rate)).Run(only, parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static Command Import()
    {
        var file = new Option<string?>("--file") { Description = "A file in the UCI Online Retail format, also gzipped; default: one made from a seed." };
        var lines = new Option<int>("--lines") { Description = "Lines of the file made from a seed.", DefaultValueFactory = _ => 500_000 };
        var database = new Option<string>("--database") { Description = "sqlite, postgres or both.", DefaultValueFactory = _ => "both" };
        database.AcceptOnlyFromAmong("sqlite", "postgres", "both");
        var command = new Command("import", "A year of orders into an empty store, twice.") { file, lines, database, Json, Server, Folder, Port };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            await new ImportBench(place, Program(place, parsed), parsed.GetValue(file), parsed.GetValue(lines)).Run(parsed.GetRequiredValue(database), parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static Command Search()
    {
        var messages = new Option<int>("--messages") { Description = "How many messages the shop has.", DefaultValueFactory = _ => 1_000_000 };
        var database = new Option<string>("--database") { Description = "sqlite, postgres or both.", DefaultValueFactory = _ => "both" };
        database.AcceptOnlyFromAmong("sqlite", "postgres", "both");
        var command = new Command("search", "A shop with a million messages: reading them into the index, then looking for things.") { messages, database, Json, Server, Folder, Port };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            var size = new SearchSize(parsed.GetValue(messages), 20_000, 50_000);
            await new SearchBench(place, Program(place, parsed), size, questions: 200).Run(parsed.GetRequiredValue(database), parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static Command Desk()
    {
        var messages = new Option<int>("--messages") { Description = "How many messages the shop has.", DefaultValueFactory = _ => 1_000_000 };
        var command = new Command("desk", "The desk in Chromium with 200 open conversations and a million messages: opening, going back, searching.") { messages, Json, Server, Folder, Port };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            var size = new SearchSize(parsed.GetValue(messages), 20_000, 50_000, Open: 200);
            await new DeskBench(place, Program(place, parsed), size).Run(parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static Command Storm()
    {
        var visitors = new Option<int[]>("--visitors") { Description = "How many are connected, a storm for each number.", DefaultValueFactory = _ => [5_000, 10_000], AllowMultipleArgumentsPerToken = true };
        var command = new Command("storm", "The server is killed while thousands of visitors are connected; how they come back.") { visitors, Database, Json, Server, Folder, Port };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            await new StormBench(place, Program(place, parsed), parsed.GetRequiredValue(Database)).Run(parsed.GetRequiredValue(visitors), parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static Command Start()
    {
        var command = new Command("start", "Start to the first answer, idle memory; demo shop on SQLite.") { Json, Server, Folder, Port };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            await new StartBench(place, Program(place, parsed)).Run(parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static Command Page()
    {
        var command = new Command("console", "Bytes of widget and console, the console's cold and warm start in Chromium.") { Json, Server, Folder, Port };
        command.SetAction(async parsed =>
        {
            using var place = Place(parsed);
            await new ConsoleBench(place, Program(place, parsed)).Run(parsed.GetValue(Json));
            return 0;
        });
        return command;
    }

    private static XiaoerProgram Program(BenchPlace place, ParseResult parsed) => XiaoerProgram.Find(place, parsed.GetValue(Server));

    private static BenchPlace Place(ParseResult parsed) => new(parsed.GetValue(Port), parsed.GetValue(Folder));
}
