using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Search;

namespace Xiaoer.Bench.Desk;

/// <summary>The result of <c>bench desk</c>, as <c>--json</c> prints it.</summary>
internal sealed record DeskReport(SearchSize Size, IReadOnlyList<DeskAct> Acts, Machine Machine);

/// <summary>One thing an agent does, many times: milliseconds of the server's answers, as the browser clocks them, and from the click until it is on the screen.</summary>
/// <param name="Answers">How many requests the server answered for it; none where the page had everything already.</param>
internal sealed record DeskAct(string Name, int Times, int Answers, double ServerP50Ms, double ServerP95Ms, double SeenP50Ms, double SeenP95Ms, double SeenMaxMs);
