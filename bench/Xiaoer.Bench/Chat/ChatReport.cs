using System.Text.Json.Serialization;
using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Chat;

/// <summary>The result of <c>bench chat</c>, as <c>--json</c> prints it.</summary>
internal sealed record ChatReport(ServerReport? Xiaoer, ServerReport? Baseline, Machine Machine);

/// <param name="SustainedPerS">The highest rate held with acknowledgements' p99 under 250 ms.</param>
internal sealed record ServerReport(double SustainedPerS, IReadOnlyList<RunReport> Runs);

/// <param name="CpuSPer1000">CPU seconds of server and database together for 1,000 messages.</param>
/// <param name="RssMb">Memory of server and database together at the end of the run.</param>
internal sealed record RunReport(
    double Rate, int Conversations, Latency AckedMs, Latency SeenMs, int Sent, int Errors, double AchievedPerS, [property: JsonPropertyName("cpu_s_per_1000")] double CpuSPer1000, double RssMb);

/// <summary>Milliseconds from the scheduled time.</summary>
internal sealed record Latency(double P50, double P95, double P99, double Max)
{
    public static Latency Of(Histogram histogram) => new(
        Ms(histogram.Percentile(50)), Ms(histogram.Percentile(95)), Ms(histogram.Percentile(99)), Ms(histogram.Max));

    private static double Ms(long microseconds) => Math.Round(microseconds / 1000.0, 2);
}
