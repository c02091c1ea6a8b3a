using System.Text.Json;
using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Import;

/// <summary>The result of <c>bench import</c>, as <c>--json</c> prints it.</summary>
internal sealed record ImportReport(string File, IReadOnlyDictionary<string, DatabaseImport> Databases, Machine Machine);

/// <param name="First">Into an empty store.</param>
/// <param name="Again">The same file once more: nothing may change.</param>
/// <param name="ChangedByAgain">Rows inserted, updated or deleted by the second run; absent where the database does not count them.</param>
internal sealed record DatabaseImport(ImportRun First, ImportRun Again, long? ChangedByAgain);

/// <param name="Seconds">From starting the program to its end.</param>
/// <param name="MemoryMb">The program's memory after each quarter of the time: flat when the file streams.</param>
/// <param name="Result">What the program itself reported.</param>
internal sealed record ImportRun(double Seconds, double LinesPerS, double CpuS, double PeakMb, IReadOnlyList<double> MemoryMb, JsonElement Result);
