using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Start;

/// <summary>The result of <c>bench start</c>: the demo shop on SQLite, a start that finds everything in place.</summary>
/// <param name="ReadyS">From starting the program to the first success of <c>/readyz</c>, each of the starts.</param>
/// <param name="FirstAnswerS">To the first answer of the API that reads the store.</param>
/// <param name="IdleMb">Memory ten seconds later.</param>
internal sealed record StartReport(IReadOnlyList<double> ReadyS, IReadOnlyList<double> FirstAnswerS, IReadOnlyList<double> IdleMb, double FirstStartS, Machine Machine);
