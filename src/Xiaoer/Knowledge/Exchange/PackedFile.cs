using System.IO.Compression;
using Xiaoer.Platform.Files;

namespace Xiaoer.Knowledge.Exchange;

/// <summary>Looks at how much an Excel file unpacks to before anybody reads it: counted, not believed.</summary>
internal static class PackedFile
{
    private const int MostEntries = 1000;
    private const long MostUnpacked = 32 * 1024 * 1024;

    public static void Check(byte[] file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file), ZipArchiveMode.Read);
            if (archive.Entries.Count > MostEntries) throw TooLarge();

            var left = MostUnpacked;
            var buffer = new byte[64 * 1024];
            foreach (var entry in archive.Entries)
            {
                using var content = entry.Open();
                for (int read; (read = content.Read(buffer)) > 0;)
                    if ((left -= read) < 0) throw TooLarge();
            }
        }
        catch (InvalidDataException)
        {
            throw new UploadRefused("import.unreadable", 400, "The Excel file cannot be read.");
        }
    }

    private static UploadRefused TooLarge() => new("import.unpacks_too_large", 413, "The Excel file unpacks to more than a table of phrases.");
}
