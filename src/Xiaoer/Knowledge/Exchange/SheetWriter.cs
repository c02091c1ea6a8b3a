using System.Buffers;
using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>Writes lines of text as CSV or as an Excel file; no cell becomes a formula.</summary>
internal static class SheetWriter
{
    private static readonly SearchValues<char> Special = SearchValues.Create("\",;\t\r\n");

    /// <summary>With the mark by which Excel knows UTF-8.</summary>
    public static byte[] Csv(IEnumerable<string[]> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines) text.AppendJoin(',', line.Select(cell => Quoted(SafeCell.Write(cell)))).Append("\r\n");
        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text.ToString())];
    }

    public static byte[] Excel(IEnumerable<string[]> lines)
    {
        using var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            var sheet = workbook.AddNewPart<WorksheetPart>();
            using (var writer = OpenXmlWriter.Create(sheet))
            {
                writer.WriteStartElement(new Worksheet());
                writer.WriteStartElement(new SheetData());
                foreach (var line in lines)
                {
                    writer.WriteStartElement(new Row());
                    foreach (var cell in line)
                        writer.WriteElement(new Cell(new InlineString(new Text(SafeCell.Write(cell)) { Space = SpaceProcessingModeValues.Preserve })) { DataType = CellValues.InlineString });
                    writer.WriteEndElement();
                }

                writer.WriteEndElement();
                writer.WriteEndElement();
            }

            workbook.Workbook = new Workbook(new Sheets(new Sheet { Id = workbook.GetIdOfPart(sheet), SheetId = 1, Name = "phrases" }));
        }

        return file.ToArray();
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(Special) ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
