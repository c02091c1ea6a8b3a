using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Platform.Files;

/// <summary>What may be uploaded and how much of it (reliability U-04, U-05).</summary>
internal sealed class UploadOptions
{
    /// <summary>Largest picture as it is uploaded.</summary>
    [Range(1, 100)] public int Megabytes { get; set; } = 10;

    /// <summary>Largest file of any other kind: documents, sounds, films.</summary>
    [Range(1, 100)] public int FileMegabytes { get; set; } = 20;

    /// <summary>Largest picture, by its header, before anything is decoded.</summary>
    [Range(1, 200)] public int Megapixels { get; set; } = 25;

    /// <summary>Uploads one visitor may send within 24 hours, in files and in megabytes as stored.</summary>
    [Range(1, 100_000)] public int VisitorFilesPerDay { get; set; } = 50;
    [Range(1, 100_000)] public int VisitorMegabytesPerDay { get; set; } = 100;

    /// <summary>All visitors of one address together.</summary>
    [Range(1, 1_000_000)] public int AddressFilesPerDay { get; set; } = 500;

    /// <summary>Tries per minute from one address, refused ones included.</summary>
    [Range(1, 100_000)] public int AddressPerMinute { get; set; } = 40;

    /// <summary>Uploads being received at a time: of this node, and of one address.</summary>
    [Range(1, 1000)] public int AtOnce { get; set; } = 16;
    [Range(1, 1000)] public int AddressAtOnce { get; set; } = 4;

    /// <summary>With less than this free on the disk no upload is taken; messages go on.</summary>
    [Range(0, 10_000_000)] public int ReserveMegabytes { get; set; } = 512;

    /// <summary>How much all files together may take when they are kept in the database.</summary>
    [Range(1, 100_000_000)] public int DatabaseMegabytes { get; set; } = 20_480;

    public long Bytes => Megabytes * 1024L * 1024;
    public long FileBytes => FileMegabytes * 1024L * 1024;
    public long MostBytes => Math.Max(Bytes, FileBytes);
    public long Pixels => Megapixels * 1_000_000L;
}
