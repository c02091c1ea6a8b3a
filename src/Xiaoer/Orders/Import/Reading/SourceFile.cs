using System.IO.Compression;
using System.Security.Cryptography;

namespace Xiaoer.Orders.Import.Reading;

/// <summary>A file as the shop hands it over: CSV (plain or gzip, in any encoding), a spreadsheet, JSON. Says how much of it has been read.</summary>
internal sealed class SourceFile : IDisposable
{
    private readonly FileStream _raw;
    private readonly IDisposable _reader;

    private SourceFile(FileStream raw, IRecords records, IDisposable reader) => (_raw, Records, _reader) = (raw, records, reader);

    public IRecords Records { get; }

    public double Fraction => _raw.Length == 0 ? 1 : Math.Min(1, (double)_raw.Position / _raw.Length);

    /// <param name="path">Where it lies.</param>
    /// <param name="encoding">One of <see cref="TextEncodings.Names"/>; null: as detected.</param>
    public static SourceFile Open(string path, string? encoding = null)
    {
        var form = FileForms.Of(path);
        if (form == FileForm.Xlsx) ExcelGuard.Check(path);
        encoding ??= EncodingOf(path, form);
        var raw = new FileStream(path, new FileStreamOptions { BufferSize = 128 * 1024, Options = FileOptions.SequentialScan });
        try
        {
            switch (form)
            {
                case FileForm.Xlsx or FileForm.Xls:
                    var sheet = new ExcelRecords(raw);
                    return new SourceFile(raw, sheet, sheet);
                case FileForm.Json:
                    var orders = new WooRecords(raw);
                    return new SourceFile(raw, orders, orders);
                case FileForm.Csv or FileForm.Gzip:
                    var text = new StreamReader(Unzipped(raw, form), TextEncodings.Of(encoding ?? TextEncodings.Utf8), detectEncodingFromByteOrderMarks: true, bufferSize: 64 * 1024);
                    return new SourceFile(raw, new CsvReader(text), text);
                default:
                    throw new InvalidOperationException(form.ToString());
            }
        }
        catch
        {
            raw.Dispose();
            throw;
        }
    }

    /// <summary>Null where the form itself says how letters are written.</summary>
    public static string? EncodingOf(string path, FileForm form)
    {
        if (form is not (FileForm.Csv or FileForm.Gzip)) return null;
        using var raw = File.OpenRead(path);
        try
        {
            return TextEncodings.Detect(Unzipped(raw, form));
        }
        catch (InvalidDataException)
        {
            return TextEncodings.Utf8; // a damaged archive is refused where it is read
        }
    }

    public static async Task<string> Hash(string path, CancellationToken ct)
    {
        await using var file = File.OpenRead(path);
        return Convert.ToHexStringLower(await SHA256.HashDataAsync(file, ct));
    }

    public void Dispose()
    {
        _reader.Dispose();
        _raw.Dispose();
    }

    private static Stream Unzipped(Stream raw, FileForm form) => form == FileForm.Gzip ? new GZipStream(raw, CompressionMode.Decompress) : raw;
}
