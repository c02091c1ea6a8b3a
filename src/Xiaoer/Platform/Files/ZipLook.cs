using System.Buffers.Binary;
using System.Text;

namespace Xiaoer.Platform.Files;

/// <summary>
/// What is packed in an archive, by its table of contents alone: nothing is unpacked, so nothing can swell. Office documents are told from plain archives;
/// what carries macros or programs is refused.
/// </summary>
internal static class ZipLook
{
    private const int MostEntries = 20_000;
    private const int EndSize = 22;
    private const int EntrySize = 46;
    private static ReadOnlySpan<byte> End => "PK\x05\x06"u8;
    private static ReadOnlySpan<byte> Entry => "PK\x01\x02"u8;

    private static readonly HashSet<string> Programs = new(StringComparer.OrdinalIgnoreCase)
    {
        "exe", "dll", "scr", "com", "pif", "cpl", "msi", "msp", "msix", "appx", "bat", "cmd", "ps1", "psm1", "vbs", "vbe", "js", "jse", "mjs", "wsf", "wsh", "hta",
        "lnk", "url", "reg", "inf", "chm", "jar", "class", "apk", "dex", "ipa", "app", "dmg", "pkg", "deb", "rpm", "sh", "command", "py", "pl", "php", "html", "htm",
        "xhtml", "mht", "mhtml", "svg", "swf", "docm", "dotm", "xlsm", "xltm", "xlam", "pptm", "potm", "ppam", "iso", "img", "vhd",
    };

    public static FileType? Of(ReadOnlySpan<byte> content)
    {
        if (!FindTable(content, out var at, out var entries)) return null;

        var (types, kind) = (false, (FileType?)null);
        for (var i = 0; i < entries; i++)
        {
            if (content.Length - at < EntrySize || !content[at..].StartsWith(Entry)) return null;
            var (name, rest) = (Short(content, at + 28), Short(content, at + 30) + Short(content, at + 32));
            if (content.Length - at - EntrySize < name + rest) return null;

            var path = Encoding.UTF8.GetString(content.Slice(at + EntrySize, name)).Replace('\\', '/');
            if (IsProgram(path)) return null;
            types |= path == "[Content_Types].xml";
            kind ??= path switch
            {
                "word/document.xml" => FileType.Docx,
                "xl/workbook.xml" => FileType.Xlsx,
                "ppt/presentation.xml" => FileType.Pptx,
                _ => null,
            };
            at += EntrySize + name + rest;
        }

        return types ? kind : FileType.Zip;
    }

    private static bool IsProgram(string path) =>
        path.EndsWith("vbaProject.bin", StringComparison.OrdinalIgnoreCase) || path is "META-INF/MANIFEST.MF" or "AndroidManifest.xml"
        || (!path.EndsWith('/') && Programs.Contains(SafeNames.EndingOf(path)));

    // The table is found from behind, past a comment of at most 64 kB.
    private static bool FindTable(ReadOnlySpan<byte> content, out int at, out int entries)
    {
        (at, entries) = (0, 0);
        var tail = content[Math.Max(0, content.Length - EndSize - ushort.MaxValue)..];
        var found = tail.LastIndexOf(End);
        if (found < 0 || tail.Length - found < EndSize) return false;
        entries = Short(tail, found + 10);
        var start = BinaryPrimitives.ReadUInt32LittleEndian(tail[(found + 16)..]);
        if (entries is 0 or > MostEntries || start >= content.Length) return false;
        at = (int)start;
        return true;
    }

    private static int Short(ReadOnlySpan<byte> content, int at) => BinaryPrimitives.ReadUInt16LittleEndian(content[at..]);
}
