using System.Text;
using System.Xml;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xiaoer.Platform.Sheets;

/// <summary>Writes a table of any length, a row at a time, as CSV or as an Excel file.</summary>
internal static class SheetStream
{
    /// <summary>Rows of one Excel sheet, its heading included.</summary>
    public const int MostExcelRows = 1_048_576;

    /// <summary>With the mark by which Excel knows UTF-8.</summary>
    public static async Task Csv(Stream to, IAsyncEnumerable<string[]> rows, CancellationToken ct)
    {
        await to.WriteAsync(Encoding.UTF8.Preamble.ToArray(), ct);
        await using var writer = new StreamWriter(to, new UTF8Encoding(false), leaveOpen: true);
        await foreach (var row in rows.WithCancellation(ct)) await writer.WriteAsync(SheetCell.Line(row).AsMemory(), ct);
    }

    /// <summary>The package is put together in a file that goes with the stream: a response cannot be written backwards.</summary>
    public static async Task Excel(Stream to, IAsyncEnumerable<string[]> rows, string sheetName, CancellationToken ct)
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(sheet))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                await foreach (var row in rows.WithCancellation(ct)) Write(writer, row);
                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            workbook.Workbook = new Workbook(new DocumentFormat.OpenXml.Spreadsheet.Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = sheetName }));
        }

        file.Position = 0;
        await file.CopyToAsync(to, ct);
    }

    // XML has no place for some characters that messages may have, e.g. U+FFFF and halves of pairs.
    private static string Fitting(string text)
    {
        if (text.All(XmlConvert.IsXmlChar)) return text;
        var fitting = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            if (!rune.IsBmp || XmlConvert.IsXmlChar((char)rune.Value)) fitting.Append(rune);
        return fitting.ToString();
    }

    private static void Write(OpenXmlWriter writer, string[] row)
    {
        writer.WriteStartElement(new Row());
        foreach (var cell in row)
            writer.WriteElement(new Cell(new InlineString(new Text(Fitting(SheetCell.Safe(cell))) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString });
        writer.WriteEndElement();
    }
}
