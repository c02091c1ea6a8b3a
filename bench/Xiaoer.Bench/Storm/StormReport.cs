using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Storm;

/// <summary>The result of <c>bench storm</c>, as <c>--json</c> prints it.</summary>
internal sealed record StormReport(string Database, IReadOnlyList<StormRun> Runs, Machine Machine);

/// <summary>One storm: the server is killed while everybody is connected, and starts again.</summary>
/// <param name="RecoveredS">From the first success of <c>/readyz</c> until the last visitor was joined and had caught up.</param>
/// <param name="RecoveredP95S">The same for all but the last twentieth of them.</param>
/// <param name="DownS">From the kill to <c>/readyz</c>.</param>
/// <param name="P95RunningMs">Acknowledgement of messages that visitors who were back sent, fifty a second, while others still came back.</param>
/// <param name="Lost">Acknowledged messages that are not stored under their number.</param>
/// <param name="RssMb">The server's memory once all are back.</param>
/// <param name="IdleKb">What an idle visitor's connection takes, before the storm.</param>
internal sealed record StormRun(
    int Visitors, double DownS, double RecoveredS, double RecoveredP95S, double P95RunningMs, int Running, int Lost, double RssMb, double IdleKb, double TriesEach);
