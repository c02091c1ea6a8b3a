namespace Xiaoer.Cli.Demo.History;

/// <summary>Chance with a fixed seed: the same shop every time, apart from the day it is loaded.</summary>
internal sealed class Chance(int seed)
{
    private readonly Random _random = new(seed);

    public int Next(int below) => _random.Next(below);

    public int Between(int from, int to) => _random.Next(from, to + 1);

    public bool OneIn(int n) => _random.Next(n) == 0;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    /// <summary>Mostly near zero, seldom near one.</summary>
    public double Early() => Math.Pow(_random.NextDouble(), 2.2);

    public double Share() => _random.NextDouble();

    /// <summary>An id of the time it is said to be from.</summary>
    public Guid Id(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        _random.NextBytes(bytes);
        var milliseconds = at.ToUnixTimeMilliseconds();
        for (var i = 0; i < 6; i++) bytes[i] = (byte)(milliseconds >> (8 * (5 - i)));
        bytes[6] = (byte)(bytes[6] & 0x0F | 0x70);
        bytes[8] = (byte)(bytes[8] & 0x3F | 0x80);
        return new Guid(bytes, bigEndian: true);
    }
}
