using System.Buffers.Binary;

namespace Xiaoer.Platform.Files;

/// <summary>A kind of file that is taken besides pictures: what it is served as, and the endings its name may have, the usual one first.</summary>
internal sealed record FileType(string ContentType, params string[] Endings)
{
    public static readonly FileType Pdf = new("application/pdf", "pdf");
    public static readonly FileType Zip = new("application/zip", "zip");
    public static readonly FileType Docx = new("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "docx");
    public static readonly FileType Xlsx = new("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "xlsx");
    public static readonly FileType Pptx = new("application/vnd.openxmlformats-officedocument.presentationml.presentation", "pptx");
    public static readonly FileType Mp3 = new("audio/mpeg", "mp3");
    public static readonly FileType M4a = new("audio/mp4", "m4a");
    public static readonly FileType Wav = new("audio/wav", "wav");
    public static readonly FileType Amr = new("audio/amr", "amr");
    public static readonly FileType Ogg = new("audio/ogg", "ogg", "oga", "opus");
    public static readonly FileType Mp4 = new("video/mp4", "mp4", "m4v", "3gp");
    public static readonly FileType Mov = new("video/quicktime", "mov");
    public static readonly FileType Webm = new("video/webm", "webm");
    public static readonly FileType Txt = new("text/plain", "txt", "log");
    public static readonly FileType Csv = new("text/csv", "csv");
}

/// <summary>
/// Tells by what is in it which of the kinds on the list an upload is; names and declared types are never believed. Only plain text says nothing about
/// itself: there the name has to say <c>.txt</c> or <c>.csv</c>, and the text must neither be markup nor a script (decision 0017).
/// </summary>
internal static class FileTypes
{
    /// <summary>So many first bytes tell whether it is worth reading on.</summary>
    public const int Telling = 64;

    /// <summary>The kind, or null for what is not taken.</summary>
    public static FileType? Of(ReadOnlySpan<byte> content, string? name) => Magic(content) switch
    {
        null => PlainText.Of(content, name),
        { } kind when kind == FileType.Zip => ZipLook.Of(content),
        { } kind => kind,
    };

    /// <summary>May a file that begins like this be one of ours? Asked before the rest is read.</summary>
    public static bool Begins(ReadOnlySpan<byte> content, string? name) => Magic(content) is not null || PlainText.Of(content, name) is not null;

    private static FileType? Magic(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith("%PDF-"u8)) return FileType.Pdf;
        if (content.StartsWith("PK\x03\x04"u8)) return FileType.Zip;
        if (content.StartsWith("ID3"u8) || IsMp3Frame(content)) return FileType.Mp3;
        if (content.StartsWith("#!AMR\n"u8) || content.StartsWith("#!AMR-WB\n"u8)) return FileType.Amr;
        if (content.StartsWith("OggS"u8)) return FileType.Ogg;
        if (content.StartsWith("RIFF"u8) && content.Length > 12 && content[8..].StartsWith("WAVE"u8)) return FileType.Wav;
        if (content.Length > 12 && content[4..].StartsWith("ftyp"u8)) return Movie(content[8..12]);
        // Matroska says which of its kinds it is within the first element; only WebM plays in browsers.
        return content.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) && content[..Math.Min(content.Length, Telling)].IndexOf("webm"u8) > 0 ? FileType.Webm : null;
    }

    // Of the ISO containers the brand says what is inside; pictures (heic, avif) come this way too and are none we take.
    private static FileType? Movie(ReadOnlySpan<byte> brand)
    {
        if (brand.SequenceEqual("M4A "u8) || brand.SequenceEqual("M4B "u8)) return FileType.M4a;
        if (brand.SequenceEqual("qt  "u8)) return FileType.Mov;
        return brand.StartsWith("mp4"u8) || brand.StartsWith("iso"u8) || brand.StartsWith("avc"u8) || brand.StartsWith("3gp"u8)
            || brand.StartsWith("M4V"u8) || brand.SequenceEqual("MSNV"u8) || brand.SequenceEqual("dash"u8)
            ? FileType.Mp4
            : null;
    }

    // Without a tag in front an MP3 begins with a frame: layer III, a rate that exists, a frequency that exists.
    private static bool IsMp3Frame(ReadOnlySpan<byte> content)
    {
        if (content.Length < 4) return false;
        var head = BinaryPrimitives.ReadUInt32BigEndian(content);
        var (version, layer, rate, frequency) = (head >> 19 & 3, head >> 17 & 3, head >> 12 & 15, head >> 10 & 3);
        return head >> 21 == 0x7FF && version != 1 && layer == 1 && rate is > 0 and < 15 && frequency != 3;
    }
}
