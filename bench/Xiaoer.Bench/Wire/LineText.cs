using System.Buffers.Text;

namespace Xiaoer.Bench.Wire;

/// <summary>One outgoing message put together in a buffer that is used again for the next.</summary>
internal sealed class LineText
{
    private byte[] _bytes = new byte[2048];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public LineText Start()
    {
        _length = 0;
        return this;
    }

    public LineText Add(ReadOnlySpan<byte> utf8)
    {
        while (_length + utf8.Length > _bytes.Length) Array.Resize(ref _bytes, _bytes.Length * 2);
        utf8.CopyTo(_bytes.AsSpan(_length));
        _length += utf8.Length;
        return this;
    }

    public LineText Add(int number)
    {
        Span<byte> digits = stackalloc byte[11];
        Utf8Formatter.TryFormat(number, digits, out var count);
        return Add(digits[..count]);
    }
}
