namespace Xiaoer.Bench.Measure;

/// <summary>Latencies in microseconds with three significant digits in constant memory, the way HDR histograms keep them.</summary>
internal sealed class Histogram
{
    private const int SubBits = 11;
    private const int Sub = 1 << SubBits;
    private readonly long[] _counts = new long[(64 - SubBits) * (Sub / 2) + Sub];

    public long Count { get; private set; }
    public long Max { get; private set; }

    public void Record(long microseconds)
    {
        var value = Math.Max(0, microseconds);
        _counts[Index(value)]++;
        Count++;
        if (value > Max) Max = value;
    }

    /// <summary>The value that <paramref name="percent"/> of the recorded ones do not exceed.</summary>
    public long Percentile(double percent)
    {
        if (Count == 0) return 0;
        var wanted = Math.Max(1, (long)Math.Ceiling(Count * percent / 100));
        long seen = 0;
        for (var i = 0; i < _counts.Length; i++)
        {
            seen += _counts[i];
            if (seen >= wanted) return Math.Min(Highest(i), Max);
        }
        return Max;
    }

    private static int Index(long value)
    {
        if (value < Sub) return (int)value;
        var shift = 63 - System.Numerics.BitOperations.LeadingZeroCount((ulong)value) - SubBits + 1;
        return Sub + (shift - 1) * (Sub / 2) + (int)((value >> shift) - Sub / 2);
    }

    private static long Highest(int index)
    {
        if (index < Sub) return index;
        var shift = (index - Sub) / (Sub / 2) + 1;
        var part = (index - Sub) % (Sub / 2) + Sub / 2;
        return (((long)part + 1) << shift) - 1;
    }
}
