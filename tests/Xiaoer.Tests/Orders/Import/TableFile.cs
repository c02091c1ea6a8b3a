using System.Globalization;
using System.IO.Compression;
using System.Security;
using System.Text;
using Xiaoer.Orders.Import.Reading;

namespace Xiaoer.Tests.Orders.Import;

/// <summary>A table as a platform or a person exports it: CSV in any encoding, or a spreadsheet.</summary>
internal sealed class TableFile(params string[] columns)
{
    private readonly List<string[]> _rows = [];

    /// <summary>Adds a row by the names of its columns; the others stay empty.</summary>
    public TableFile Row(params (string Column, string Value)[] cells)
    {
        var row = Enumerable.Repeat("", columns.Length).ToArray();
        foreach (var (column, value) in cells) row[Array.IndexOf(columns, column) is >= 0 and var at ? at : throw new ArgumentException(column)] = value;
        _rows.Add(row);
        return this;
    }

    public string Text => string.Concat(_rows.Prepend(columns).Select(r => string.Join(',', r.Select(Quoted)) + "\r\n"));

    public byte[] Bytes(string encoding = TextEncodings.Utf8) => TextEncodings.Of(encoding).GetBytes(Text);

    /// <summary>A workbook with one sheet. Cells that look like numbers of up to 15 digits are numbers.</summary>
    public byte[] Workbook()
    {
        var sheet = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>");
        foreach (var (number, row) in _rows.Prepend(columns).Index())
        {
            sheet.Append(CultureInfo.InvariantCulture, $"<row r=\"{number + 1}\">");
            foreach (var cell in row)
                sheet.Append(double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out _) && cell.Length <= 20
                    ? $"<c><v>{cell}</v></c>"
                    : $"<c t=\"inlineStr\"><is><t>{SecurityElement.Escape(cell)}</t></is></c>");
            sheet.Append("</row>");
        }

        return Packed(
            ("[Content_Types].xml", "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>"),
            ("_rels/.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"),
            ("xl/workbook.xml", "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>"),
            ("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"),
            ("xl/worksheets/sheet1.xml", sheet.Append("</sheetData></worksheet>").ToString()));
    }

    public FileInfo Save(string encoding = TextEncodings.Utf8) => Save(Bytes(encoding));

    public static byte[] Packed(params (string Name, string Content)[] parts)
    {
        using var bytes = new MemoryStream();
        using (var archive = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var (name, content) in parts)
            {
                using var part = archive.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(content));
            }
        return bytes.ToArray();
    }

    public static FileInfo Save(byte[] bytes)
    {
        var path = Path.Join(Directory.CreateTempSubdirectory("xiaoer-import-").FullName, "file");
        File.WriteAllBytes(path, bytes);
        return new FileInfo(path);
    }

    private static string Quoted(string cell) => cell.AsSpan().ContainsAny(",\"\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
