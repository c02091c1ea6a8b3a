using System.Globalization;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;

namespace Xiaoer.Orders.Import.Reading;

/// <summary>The rows of a workbook's first sheet that has any. Cells become the text they would have in a CSV.</summary>
internal sealed class ExcelRecords : IRecords, IDisposable
{
    private const int MaxColumns = 500;

    private readonly IExcelDataReader _reader;
    private string[] _cells = [];
    private int _rows;

    public ExcelRecords(Stream file)
    {
        _ = TextEncodings.Names; // registers the code pages that old workbooks are written in
        try
        {
            _reader = ExcelReaderFactory.CreateReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw e is InvalidPasswordException ? new ImportRefused("import.password", "The spreadsheet is protected by a password. Save it without one.") : ImportRefused.Damaged();
        }
    }

    public long Line => _rows;
    public string? Fault { get; private set; }
    public int Count => _cells.Length;
    public ReadOnlySpan<char> this[int field] => _cells[field];

    public bool ReadHeader()
    {
        while (!Read())
        {
            if (!_reader.NextResult()) return false;
            _rows = 0;
        }

        return true;
    }

    public bool Read()
    {
        try
        {
            while (_reader.Read())
            {
                if (++_rows > ExcelGuard.MaxRows + 1) throw new ImportRefused("import.spreadsheet_too_large", "The spreadsheet has more than 200,000 rows. Save it as CSV, which has no limit, or split it.");
                var cells = new string[Math.Min(_reader.FieldCount, MaxColumns)];
                for (var i = 0; i < cells.Length; i++) cells[i] = Text(_reader.GetValue(i));
                if (!Array.Exists(cells, c => c.Length > 0)) continue;
                (_cells, Fault) = (cells, null);
                return true;
            }
        }
        catch (Exception e) when (IsDamage(e))
        {
            throw ImportRefused.Damaged();
        }

        return false;
    }

    public string Shown() => string.Join(',', _cells).TrimEnd(',');

    public void Dispose() => _reader.Dispose();

    private static bool IsDamage(Exception e) =>
        e is ExcelReaderException or XmlException or InvalidDataException or IOException or ArgumentException or FormatException or IndexOutOfRangeException or OverflowException or NotSupportedException;

    // A number of 16 digits and more has lost some in the cell already: written so that its reader sees it.
    private static string Text(object? value) => value switch
    {
        null => "",
        string text => text.Trim(),
        double number when Math.Abs(number) >= 1e15 => number.ToString("0.#####E+0", CultureInfo.InvariantCulture),
        double number => number.ToString("0.############", CultureInfo.InvariantCulture),
        DateTime at => at.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
        TimeSpan time => time.ToString("c", CultureInfo.InvariantCulture),
        IFormattable other => other.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
