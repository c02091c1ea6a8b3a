using Xiaoer.Bench.Measure;
using Xiaoer.Bench.Servers;

namespace Xiaoer.Bench.Chat;

/// <summary>How long each part takes; <c>--quick</c> shortens all of it for a look, not for the tables.</summary>
internal sealed record ChatTimes(TimeSpan WarmUp, TimeSpan Run, TimeSpan Step, TimeSpan Hold)
{
    public static ChatTimes Full { get; } = new(S(3), S(30), S(10), S(30));
    public static ChatTimes Quick { get; } = new(S(1), S(5), S(4), S(5));

    private static TimeSpan S(int seconds) => TimeSpan.FromSeconds(seconds);
}

/// <summary>Puts one server under every load of the benchmark, checking the store after each.</summary>
internal sealed class ChatLoad(IChatServer server, ChatTimes times, double? onlyRate, TextWriter progress)
{
    private const int SustainedConversations = 200;
    private const double SustainedP99Ms = 250;
    private static readonly (double Rate, int Conversations)[] Loads = [(50, 200), (1000, 200), (1000, 50), (1000, 1000)];

    public async Task<ServerReport> Run()
    {
        await Step(1000, SustainedConversations, times.Run, judge: false); // until the servers' just-in-time compilers are done
        var runs = new List<RunReport>();
        if (onlyRate is { } only) return new ServerReport(0, [await Step(only, SustainedConversations, times.Run, judge: false)]);
        foreach (var (rate, conversations) in Loads) runs.Add(await Step(rate, conversations, times.Run, judge: false));
        return new ServerReport(await Sustained(), runs);
    }

    private async Task<RunReport> Step(double rate, int conversations, TimeSpan measured, bool judge)
    {
        using var room = await server.Open(conversations);
        var report = Measure(room, rate, measured, judge, out var log);
        await server.Verify(room, [log]);
        return report;
    }

    private RunReport Measure(ChatRoom room, double rate, TimeSpan measured, bool judge, out LoadLog log)
    {
        ProcessCost? before = null;
        var clientBefore = TimeSpan.Zero;
        void Warm()
        {
            progress.WriteLine($"{server.Name,-9} {rate,6:0}/s {room.Pairs.Count,5} conversations, measuring for {measured.TotalSeconds:0} s");
            (before, clientBefore) = (ProcessTree.Cost(server.Processes), Environment.CpuUsage.TotalTime);
        }
        log = new LoadRun(room).Go(rate, times.WarmUp, measured, judge ? TimeSpan.FromSeconds(2) : null, Warm);
        var after = ProcessTree.Cost(server.Processes);
        var client = (Environment.CpuUsage.TotalTime - clientBefore).TotalSeconds * 1000 / Math.Max(1, log.MeasuredSent);
        var errors = log.Sent - log.AckedCount + (log.Sent - log.SeenCount) + log.BrokenCount;
        var report = new RunReport(
            rate, room.Pairs.Count, Latency.Of(log.AckedAfter), Latency.Of(log.SeenAfter), log.MeasuredSent, errors, Math.Round(log.AchievedPerSecond, 1),
            Math.Round((after.CpuSeconds - (before?.CpuSeconds ?? 0)) * 1000 / Math.Max(1, log.MeasuredSent), 3), Math.Round(after.MemoryMb, 1));
        progress.WriteLine(
            $"{server.Name,-9} {report.Rate,6:0}/s {report.Conversations,5} conversations  acked p50 {report.AckedMs.P50:0.0} p99 {report.AckedMs.P99:0.0} max {report.AckedMs.Max:0}"
            + $"  seen p99 {report.SeenMs.P99:0.0} ms  {report.AchievedPerS:0}/s  {report.CpuSPer1000:0.000} CPU s/1,000 (client {client:0.000})  {report.RssMb:0} MB  {report.Errors} errors {log.FirstProblem}");
        return report;
    }

    /// <summary>Steps up by half until a rate is missed, halves the gap four times, then holds the best for longer.</summary>
    private async Task<double> Sustained()
    {
        using var room = await server.Open(SustainedConversations);
        var logs = new List<LoadLog>();
        bool Holds(double rate, TimeSpan time)
        {
            var report = Measure(room, rate, time, judge: true, out var log);
            logs.Add(log);
            return report.Errors == 0 && report.AckedMs.P99 < SustainedP99Ms;
        }

        double held = 0, missed = 1000;
        bool HoldsOneOfTwo(double rate) => Holds(rate, times.Step) || Holds(rate, times.Step); // one bad moment of the machine is not the server's limit
        while (HoldsOneOfTwo(missed)) (held, missed) = (missed, missed * 1.5);
        for (var i = 0; i < 4; i++)
        {
            var middle = Tens((held + missed) / 2);
            if (HoldsOneOfTwo(middle)) held = middle;
            else missed = middle;
        }
        while (held > 0 && !Holds(held, times.Hold)) held = Tens(held * 0.95);
        await server.Verify(room, logs);
        return held;

        static double Tens(double rate) => Math.Floor(rate / 10) * 10;
    }
}
