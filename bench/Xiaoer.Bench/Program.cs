using System.CommandLine;
using Xiaoer.Bench;
using Xiaoer.Bench.Servers;

try
{
    return await BenchCommands.Root().Parse(args).InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
}
catch (Exception problem) when (problem is BenchProblem or IOException)
{
    await Console.Error.WriteLineAsync(problem.Message);
    return 1;
}
