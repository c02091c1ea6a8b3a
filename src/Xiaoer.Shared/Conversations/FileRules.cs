namespace Xiaoer.Shared.Conversations;

/// <summary>What a file is for whoever looks at it: decides its sign, and whether it plays where it stands.</summary>
public enum FileSort { Document, Table, Slides, Pdf, Archive, Sound, Film, Text }

/// <summary>Which files people may try to send; what they really are is told by the server from what is in them.</summary>
public static class FileRules
{
    /// <summary>Endings of pictures, which are drawn anew.</summary>
    public static IReadOnlyList<string> Pictures { get; } = ["png", "jpg", "jpeg", "webp", "gif"];

    /// <summary>Endings of everything else.</summary>
    public static IReadOnlyList<string> Files { get; } =
        ["pdf", "txt", "log", "csv", "docx", "xlsx", "pptx", "zip", "mp3", "m4a", "wav", "amr", "ogg", "oga", "opus", "mp4", "m4v", "3gp", "mov", "webm"];

    /// <summary>Largest picture and largest file by default, in bytes.</summary>
    public const long PictureBytes = 10L * 1024 * 1024;
    public const long FileBytes = 20L * 1024 * 1024;

    /// <summary>For a file picker.</summary>
    public static string Accept { get; } = string.Join(',', Pictures.Concat(Files).Select(e => "." + e));

    public static bool MayTry(string name) => name.LastIndexOf('.') is >= 0 and var point && Files.Contains(name[(point + 1)..].ToLowerInvariant());

    public static FileSort SortOf(string contentType) => contentType switch
    {
        "application/pdf" => FileSort.Pdf,
        "application/zip" => FileSort.Archive,
        "text/csv" => FileSort.Table,
        "text/plain" => FileSort.Text,
        _ when contentType.StartsWith("audio/", StringComparison.Ordinal) => FileSort.Sound,
        _ when contentType.StartsWith("video/", StringComparison.Ordinal) => FileSort.Film,
        _ when contentType.Contains("spreadsheet", StringComparison.Ordinal) => FileSort.Table,
        _ when contentType.Contains("presentation", StringComparison.Ordinal) => FileSort.Slides,
        _ => FileSort.Document,
    };

    /// <summary>Sounds and films that browsers know; AMR, what some phones record, they do not.</summary>
    public static bool Plays(string contentType) => SortOf(contentType) is FileSort.Sound or FileSort.Film && contentType != "audio/amr";
}
