using System.IO.Compression;

namespace Xiaoer.Orders.Import.Reading;

/// <summary>
/// Looks through a spreadsheet before anything builds on it: a few kilobytes can unpack to gigabytes (reliability F-02), and its XML may name what it
/// must not (F-03). What the archive says about its own sizes is not believed; it is unpacked and counted.
/// </summary>
internal static class ExcelGuard
{
    private const long MaxFile = 100L * 1024 * 1024;
    private const long MaxUnpacked = 200L * 1024 * 1024;
    private const long MaxSharedStrings = 64L * 1024 * 1024; // they are held in memory as one
    private const int MaxEntries = 1000;
    private const int MaxRatio = 100;

    /// <summary>Rows of a spreadsheet. CSV has no limit.</summary>
    public const int MaxRows = 200_000;

    public static void Check(string path)
    {
        using var file = File.OpenRead(path);
        if (file.Length > MaxFile) throw TooLarge("is larger than 100 MB");
        try
        {
            using var archive = new ZipArchive(file, ZipArchiveMode.Read);
            if (archive.Entries.Count > MaxEntries) throw TooLarge("has more than 1,000 parts");
            long total = 0;
            foreach (var entry in archive.Entries) total += Count(entry, MaxUnpacked - total, file.Length);
        }
        catch (InvalidDataException)
        {
            throw ImportRefused.Damaged();
        }
    }

    private static long Count(ZipArchiveEntry entry, long left, long fileLength)
    {
        var (sheet, xml) = (entry.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase), IsXml(entry.FullName));
        var most = entry.FullName.EndsWith("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? Math.Min(left, MaxSharedStrings) : left;
        var buffer = new byte[64 * 1024];
        const int overlap = 16;
        var (kept, length, rows) = (0, 0L, 0L);
        using var content = entry.Open();
        for (int read; (read = content.Read(buffer, kept, buffer.Length - kept)) > 0;)
        {
            length += read;
            if (length > most) throw TooLarge("unpacks to more than 200 MB");
            if (length > 1024 * 1024 && length / MaxRatio > fileLength) throw TooLarge("unpacks to more than a hundred times its size");

            var piece = buffer.AsSpan(0, kept + read);
            if (xml && piece.IndexOf("<!DOCTYPE"u8) >= 0) throw new ImportRefused("import.document_type", "The spreadsheet holds a document type definition. No spreadsheet program writes one; it is not opened.");
            if (sheet && (rows += Rows(piece, kept)) > MaxRows) throw TooLarge("has more than 200,000 rows");
            kept = Math.Min(overlap, piece.Length);
            piece[^kept..].CopyTo(buffer);
        }

        return length;
    }

    /// <summary>Row tags that end in the new part of the piece; those in the overlap were counted before.</summary>
    private static int Rows(ReadOnlySpan<byte> piece, int seen)
    {
        var rows = 0;
        for (int at = 0, found; (found = piece[at..].IndexOf("<row"u8)) >= 0; at += found + 4)
            if (at + found + 4 > seen && at + found + 4 < piece.Length + 1 && (at + found + 4 == piece.Length || piece[at + found + 4] is (byte)' ' or (byte)'>')) rows++;
        return rows;
    }

    private static bool IsXml(string name) => name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".rels", StringComparison.OrdinalIgnoreCase);

    private static ImportRefused TooLarge(string why) => new("import.spreadsheet_too_large", $"The spreadsheet {why}. Save it as CSV, which has no limit, or split it.");
}
