using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Search;

/// <summary>The result of <c>bench search</c>, as <c>--json</c> prints it.</summary>
internal sealed record SearchReport(SearchSize Size, IReadOnlyDictionary<string, DatabaseSearch> Databases, Machine Machine);

/// <param name="IndexS">From the start of the server on a store without an index until every message could be found.</param>
/// <param name="IndexMb">What the index takes.</param>
/// <param name="StoreMb">What the store takes, the index not counted.</param>
internal sealed record DatabaseSearch(double IndexS, double MessagesPerS, double IndexMb, double StoreMb, IReadOnlyList<ClassSearch> Classes);

/// <summary>Questions of one kind, one after the other: milliseconds from asking to the last byte, and how many hits the first page had on average.</summary>
internal sealed record ClassSearch(string Name, int Questions, double P50Ms, double P95Ms, double P99Ms, double MaxMs, double Hits);
