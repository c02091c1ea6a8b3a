namespace Xiaoer.Platform.Files;

/// <summary>An upload that is not taken, with the stable code and status of the answer.</summary>
internal sealed class UploadRefused(string code, int status, string text, int? retryAfterSeconds = null) : Exception(text)
{
    public string Code { get; } = code;
    public int Status { get; } = status;
    public int? RetryAfterSeconds { get; } = retryAfterSeconds;

    public static UploadRefused Missing() => new("no_file", 400, "Send one file as multipart/form-data in the field “file”.");
    public static UploadRefused Unsupported() => new("unsupported_file", 415, "Files of this kind cannot be sent.");
    public static UploadRefused BadImage() => new("bad_image", 400, "The picture is damaged.");
    public static UploadRefused Broken() => new("bad_image", 400, "The file did not arrive whole.");
    public static UploadRefused TooLarge(string text) => new("too_large", 413, text);
    public static UploadRefused Quota() => new("upload_quota", 429, "Too many files for today. Messages still work.", 3600);
    public static UploadRefused SlowDown() => new("slow_down", 429, "Too many uploads at once.", 10);
    public static UploadRefused Busy() => new("unavailable", 503, "Too many uploads are being received. Try again in a moment.", 3);
    public static UploadRefused Full() => new("storage_full", 507, "There is no room for files at the moment. Messages still work.", 600);
}
