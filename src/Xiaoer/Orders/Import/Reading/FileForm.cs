namespace Xiaoer.Orders.Import.Reading;

/// <summary>What a file is by its first bytes; its name is never asked.</summary>
internal enum FileForm { Csv, Gzip, Xlsx, Xls, Json }

internal static class FileForms
{
    public static FileForm Of(string path)
    {
        Span<byte> first = stackalloc byte[512];
        using var file = File.OpenRead(path);
        return Of(first[..file.ReadAtLeast(first, first.Length, throwOnEndOfStream: false)]);
    }

    public static FileForm Of(ReadOnlySpan<byte> first)
    {
        if (first is [0x1f, 0x8b, ..]) return FileForm.Gzip;
        if (first.StartsWith("PK\u0003\u0004"u8)) return FileForm.Xlsx;
        if (first is [0xd0, 0xcf, 0x11, 0xe0, ..]) return FileForm.Xls;
        if (first.StartsWith("\ufeff"u8)) first = first[3..];
        return first.TrimStart(" \t\r\n"u8) is [(byte)'[', ..] or [(byte)'{', ..] ? FileForm.Json : FileForm.Csv;
    }
}
