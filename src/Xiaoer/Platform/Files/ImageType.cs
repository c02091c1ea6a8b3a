namespace Xiaoer.Platform.Files;

/// <summary>What the first bytes say; names and declared content types are never believed.</summary>
internal static class ImageType
{
    public enum Kind { Png, Jpeg, WebP, Gif }

    public static Kind? Of(ReadOnlySpan<byte> content) => content switch
    {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, ..] => Kind.Png,
        [0xFF, 0xD8, 0xFF, ..] => Kind.Jpeg,
        _ when content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) => Kind.Gif,
        _ when content.Length > 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) => Kind.WebP,
        _ => null,
    };
}
