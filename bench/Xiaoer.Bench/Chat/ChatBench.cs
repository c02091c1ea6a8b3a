using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Chat;

/// <summary><c>bench chat</c>: the product and the baseline, one after the other, on the same machine with the same load.</summary>
internal sealed class ChatBench(BenchPlace place, string database, XiaoerProgram? program, ChatTimes times, double? onlyRate)
{
    public async Task Run(string only, bool json)
    {
        var machine = await Machine.Read(place, database);
        ServerReport? xiaoer = null, baseline = null;
        if (program is not null)
        {
            await using var postgres = database == "postgres" ? await PostgresServer.Start(place.NewFolder("product"), place.Port(2)) : null;
            await using var product = await XiaoerServer.Start(place, program, postgres);
            xiaoer = await new ChatLoad(product, times, onlyRate, Console.Error).Run();
        }
        if (only != "xiaoer")
        {
            await using var postgres = await PostgresServer.Start(place.NewFolder("baseline"), place.Port(2));
            await using var bare = await BaselineServer.Start(place, postgres);
            baseline = await new ChatLoad(bare, times, onlyRate, Console.Error).Run();
        }

        var report = new ChatReport(xiaoer, baseline, machine);
        if (json) ReportJson.Print(report);
        else ChatTable.Print(report);
    }
}
