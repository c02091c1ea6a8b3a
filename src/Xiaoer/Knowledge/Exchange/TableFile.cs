using System.Globalization;
using System.Text;
using ExcelDataReader;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Knowledge;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>A row of a file and the line it begins on. <see cref="Broken"/>: its quotes do not match; the line stands in the first cell.</summary>
internal sealed record TableRow(int Line, IReadOnlyList<string> Cells, bool Broken = false)
{
    public bool Blank => !Broken && Cells.All(string.IsNullOrWhiteSpace);
}

/// <summary>Reads a table as shops have them: CSV in whatever encoding, or the first sheet of an Excel file. Bounded, whatever is in it.</summary>
internal static class TableFile
{
    private static readonly Encoding Chinese = CodePagesEncodingProvider.Instance.GetEncoding("GB18030")!;

    static TableFile() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance); // the reader of Excel files asks for an old code page

    public static IReadOnlyList<TableRow> Read(byte[] file)
    {
        var rows = file is [(byte)'P', (byte)'K', 3, 4, ..] ? ReadExcel(file) : CsvText.Read(Decode(file));
        var read = new List<TableRow>();
        foreach (var row in rows.Where(r => !r.Blank))
        {
            if (read.Count > PhraseRules.MostImportRows) throw new UploadRefused("import.too_many_rows", 413, $"A file has at most {PhraseRules.MostImportRows} rows.");
            read.Add(row);
        }

        return read.Count > 0 ? read : throw new UploadRefused("import.empty", 400, "There is nothing in the file.");
    }

    private static string Decode(byte[] file)
    {
        using var reader = new StreamReader(new MemoryStream(file), new UTF8Encoding(false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true);
        try
        {
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException)
        {
            return Chinese.GetString(file);
        }
    }

    private static IEnumerable<TableRow> ReadExcel(byte[] file)
    {
        PackedFile.Check(file);
        using var reader = Open(file);
        for (var line = 1; Next(reader); line++)
            yield return new TableRow(line, [.. Enumerable.Range(0, Math.Min(reader.FieldCount, 100)).Select(i => Shown(reader.GetValue(i)))]);
    }

    private static IExcelDataReader Open(byte[] file)
    {
        try
        {
            return ExcelReaderFactory.CreateOpenXmlReader(new MemoryStream(file));
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Unreadable();
        }
    }

    private static bool Next(IExcelDataReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            throw Unreadable();
        }
    }

    private static UploadRefused Unreadable() => new("import.unreadable", 400, "The Excel file cannot be read.");

    private static string Shown(object? value) => value switch
    {
        null => "",
        DateTime at => at.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
