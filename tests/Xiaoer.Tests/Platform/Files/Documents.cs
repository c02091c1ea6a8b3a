using System.IO.Compression;
using System.Text;

namespace Xiaoer.Tests.Platform.Files;

/// <summary>The smallest files of every kind that can still be told from others, made on the spot.</summary>
internal static class Documents
{
    public static byte[] Pdf { get; } = "%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"u8.ToArray();
    public static byte[] Wav { get; } = [.. "RIFF"u8, 36, 0, 0, 0, .. "WAVEfmt "u8, .. new byte[60]];
    public static byte[] Mp3 { get; } = [0xFF, 0xFB, 0x90, 0x64, .. new byte[413]];
    public static byte[] Tagged { get; } = [.. "ID3"u8, 4, 0, 0, 0, 0, 0, 0, .. new byte[80]];
    public static byte[] Amr { get; } = [.. "#!AMR\n"u8, .. new byte[80]];
    public static byte[] Webm { get; } = [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x86, 0x81, 1, 0x42, 0x82, 0x84, .. "webm"u8, .. new byte[80]];

    public static byte[] Movie(string brand) => [0, 0, 0, 24, .. "ftyp"u8, .. Encoding.ASCII.GetBytes(brand), .. new byte[80]];

    public static byte[] Docx { get; } = Zip("[Content_Types].xml", "_rels/.rels", "word/document.xml");
    public static byte[] Xlsx { get; } = Zip("[Content_Types].xml", "xl/workbook.xml");
    public static byte[] Pptx { get; } = Zip("[Content_Types].xml", "ppt/presentation.xml");

    public static byte[] Zip(params string[] names)
    {
        using var packed = new MemoryStream();
        using (var zip = new ZipArchive(packed, ZipArchiveMode.Create, leaveOpen: true))
            foreach (var name in names)
            {
                using var entry = zip.CreateEntry(name).Open();
                entry.Write("some words"u8);
            }
        return packed.ToArray();
    }
}
