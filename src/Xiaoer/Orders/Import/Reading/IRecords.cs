namespace Xiaoer.Orders.Import.Reading;

/// <summary>The rows of a file, one at a time, whatever form the file has: CSV, a spreadsheet, JSON.</summary>
internal interface IRecords
{
    /// <summary>The line of the file on which the current record begins; grows from record to record.</summary>
    long Line { get; }

    /// <summary>Why the current record cannot be read; null when it can.</summary>
    string? Fault { get; }

    int Count { get; }

    ReadOnlySpan<char> this[int field] { get; }

    /// <summary>Reads the names of the columns as the current record; false for an empty file.</summary>
    bool ReadHeader();

    /// <summary>The next record that is not blank; false at the end.</summary>
    bool Read();

    /// <summary>The record for people to find it again.</summary>
    string Shown();
}
