namespace Xiaoer.Platform.Files;

/// <summary>Text without any form of its own: in UTF-8 or a Chinese code page, whatever a spreadsheet or an editor writes.</summary>
internal static class PlainText
{
    /// <summary>Text or a table, when the name says so and the bytes do not say otherwise.</summary>
    public static FileType? Of(ReadOnlySpan<byte> content, string? name)
    {
        var ending = SafeNames.EndingOf(name);
        var kind = FileType.Txt.Endings.Contains(ending) ? FileType.Txt : FileType.Csv.Endings.Contains(ending) ? FileType.Csv : null;
        return kind is not null && IsText(content) && !IsCode(content) ? kind : null;
    }

    private static bool IsText(ReadOnlySpan<byte> content)
    {
        foreach (var b in content)
            if (b < 0x20 && b is not ((byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')) return false;
        return content.Length > 0;
    }

    // Markup, scripts with an interpreter's line, and what a word processor would run macros from.
    private static bool IsCode(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) content = content[3..];
        content = content.TrimStart(" \t\r\n\f"u8);
        return content.StartsWith("<"u8) || content.StartsWith("#!"u8) || content.StartsWith("{\\rtf"u8);
    }
}
