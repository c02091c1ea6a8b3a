using System.Text;

namespace Xiaoer.Orders.Import.Reading;

/// <summary>The ways shops' files write their letters, and which of them a file uses. Platforms here write GBK without saying so.</summary>
internal static class TextEncodings
{
    private const int Looked = 32 * 1024 * 1024;

    static TextEncodings() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public const string Utf8 = "utf-8";
    public const string Gb18030 = "gb18030";
    private const string Utf16 = "utf-16le";
    private const string Utf16Big = "utf-16be";
    private const string Western = "windows-1252";

    public static IReadOnlyList<string> Names { get; } = [Utf8, Gb18030, Utf16, Utf16Big, Western];

    public static Encoding Of(string name) => name switch
    {
        Utf16 => Encoding.Unicode,
        Utf16Big => Encoding.BigEndianUnicode,
        Gb18030 => Encoding.GetEncoding(Gb18030),
        Western => Encoding.GetEncoding(Western),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
    };

    /// <summary>Reads until it knows, at most 32 MB. A stray wrong byte does not make a UTF-8 file anything else.</summary>
    public static string Detect(Stream content)
    {
        var buffer = new byte[256 * 1024];
        var length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        if (ByMark(buffer.AsSpan(0, length)) is { } marked) return marked;

        var count = new Utf8Count();
        byte[]? strange = null;
        for (var total = 0; length > 0 && total < Looked && count.Bad < 1000; total += length)
        {
            count.Add(buffer.AsSpan(0, length));
            if (count.Bad > 0) strange ??= buffer[..length];
            length = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        }

        if (strange is null || count.Good > 9 * count.Bad) return Utf8;
        return LooksChinese(strange) ? Gb18030 : Western;
    }

    private static string? ByMark(ReadOnlySpan<byte> first)
    {
        if (first is [0xef, 0xbb, 0xbf, ..]) return Utf8;
        if (first is [0xff, 0xfe, ..]) return Utf16;
        if (first is [0xfe, 0xff, ..]) return Utf16Big;

        // Without a mark: every second byte of Latin text in UTF-16 is zero.
        var look = first[..Math.Min(first.Length, 2000)];
        var (even, odd) = (0, 0);
        for (var i = 0; i < look.Length; i++)
            if (look[i] == 0)
                if (i % 2 == 0) even++;
                else odd++;
        if (odd > look.Length / 8 && odd > 4 * even) return Utf16;
        return even > look.Length / 8 && even > 4 * odd ? Utf16Big : null;
    }

    /// <summary>Chinese letters are two high bytes beside each other; accents of Latin ones stand alone between plain letters.</summary>
    private static bool LooksChinese(byte[] bytes)
    {
        var (together, alone) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
            if (bytes[i] >= 0x80)
                if ((i > 0 && bytes[i - 1] >= 0x80) || (i + 1 < bytes.Length && bytes[i + 1] >= 0x80)) together++;
                else alone++;
        return together > 4 * alone;
    }

    /// <summary>Counts whole and broken characters of more than one byte, over the borders of buffers.</summary>
    private sealed class Utf8Count
    {
        private int _expected;

        public long Good { get; private set; }
        public long Bad { get; private set; }

        public void Add(ReadOnlySpan<byte> bytes)
        {
            foreach (var b in bytes)
            {
                if (_expected > 0 && (b & 0xc0) == 0x80)
                {
                    if (--_expected == 0) Good++;
                    continue;
                }

                if (_expected > 0) Bad++;
                _expected = b switch { < 0x80 => 0, >= 0xc2 and < 0xe0 => 1, >= 0xe0 and < 0xf0 => 2, >= 0xf0 and < 0xf5 => 3, _ => -1 };
                if (_expected < 0)
                {
                    Bad++;
                    _expected = 0;
                }
            }
        }
    }
}
