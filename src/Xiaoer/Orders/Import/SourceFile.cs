using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;

namespace Xiaoer.Orders.Import;

/// <summary>A file as the shop hands it over: plain or gzip, UTF-8 or UTF-16 with a mark. Says how much of it has been read.</summary>
internal sealed class SourceFile : IDisposable
{
    private static readonly UTF8Encoding Unmarked = new(encoderShouldEmitUTF8Identifier: false);

    private readonly FileStream _raw;

    private SourceFile(FileStream raw, TextReader text) => (_raw, Text) = (raw, text);

    public TextReader Text { get; }

    public double Fraction => _raw.Length == 0 ? 1 : (double)_raw.Position / _raw.Length;

    public static SourceFile Open(string path)
    {
        var raw = new FileStream(path, new FileStreamOptions { BufferSize = 128 * 1024, Options = FileOptions.SequentialScan });
        var first = raw.ReadByte();
        var second = raw.ReadByte();
        raw.Position = 0;
        Stream content = first == 0x1f && second == 0x8b ? new GZipStream(raw, CompressionMode.Decompress) : raw;
        return new SourceFile(raw, new StreamReader(content, Unmarked, detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024));
    }

    public static async Task<string> Hash(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
    }

    public void Dispose()
    {
        Text.Dispose();
        _raw.Dispose();
    }
}
