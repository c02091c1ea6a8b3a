using System.Diagnostics;
using Xiaoer.Bench.Measure;

namespace Xiaoer.Bench.Chat;

/// <summary>What became of each message of a run. Latencies count from the scheduled time, so a stalled sender hides nothing.</summary>
internal sealed class LoadLog(int offset, int messages, int firstMeasured)
{
    private readonly long[] _scheduled = new long[messages];
    private readonly int[] _sender = new int[messages];
    private readonly long[] _sequence = new long[messages];
    private readonly bool[] _seen = new bool[messages];
    private long _lastAck;

    public Histogram AckedAfter { get; } = new();
    public Histogram SeenAfter { get; } = new();
    /// <summary>Messages are numbered on through all runs of a room: a late answer cannot be taken for another's.</summary>
    public int Offset => offset;
    public int Messages => messages;
    public int Sent { get; private set; }
    public int AckedCount { get; private set; }
    public int SeenCount { get; private set; }
    public int RefusedCount { get; private set; }
    public int BrokenCount { get; private set; }
    public string? FirstProblem { get; private set; }

    /// <summary>Sent and neither acknowledged, refused nor shown: what the end of the run still waits for.</summary>
    public bool Complete => AckedCount + RefusedCount >= Sent && SeenCount + RefusedCount >= Sent;
    public int Waiting => Sent - AckedCount - RefusedCount;
    public int MeasuredSent => Math.Max(0, Sent - firstMeasured);

    /// <summary>Messages acknowledged a second between the first measured message and the last acknowledgement.</summary>
    public double AchievedPerSecond =>
        AckedAfter.Count == 0 ? 0 : AckedAfter.Count / Math.Max(0.001, Stopwatch.GetElapsedTime(_scheduled[firstMeasured], _lastAck).TotalSeconds);

    public void Sending(int number, long scheduled, int line)
    {
        _scheduled[number] = scheduled;
        _sender[number] = line;
        Sent = number + 1;
    }

    public void Acked(int number, long sequence)
    {
        number -= offset;
        if ((uint)number >= (uint)Sent || _sequence[number] != 0) return;
        _lastAck = Stopwatch.GetTimestamp();
        _sequence[number] = sequence;
        AckedCount++;
        if (number >= firstMeasured) AckedAfter.Record(Since(number));
    }

    public void Seen(int number, int line)
    {
        number -= offset;
        if ((uint)number >= (uint)Sent || _seen[number] || _sender[number] == line) return;
        _seen[number] = true;
        SeenCount++;
        if (number >= firstMeasured) SeenAfter.Record(Since(number));
    }

    public void Refused(int number, string answer)
    {
        if ((uint)(number - offset) >= (uint)Sent) return;
        RefusedCount++;
        FirstProblem ??= answer;
    }

    public void Broken(string text)
    {
        BrokenCount++;
        FirstProblem ??= text;
    }

    /// <summary>The sequence a message was acknowledged with, or null.</summary>
    public long? Sequence(int number) => _sequence[number] == 0 ? null : _sequence[number];

    private long Since(int number) => (long)Stopwatch.GetElapsedTime(_scheduled[number]).TotalMicroseconds;
}
