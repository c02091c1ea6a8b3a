using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Platform;

/// <summary>When backups are made by themselves, where they go and how many are kept.</summary>
internal sealed class BackupOptions
{
    public const string Never = "off";

    /// <summary>Where they go; empty: <c>backups</c> in the data folder. On PostgreSQL none are made by themselves until a folder is named.</summary>
    public string? Folder { get; set; }

    /// <summary>Time of day by the server's clock; <c>off</c>: none by themselves.</summary>
    [RegularExpression("^(off|([01][0-9]|2[0-3]):[0-5][0-9])$", ErrorMessage = "a time of day such as 03:30, or off")] public string At { get; set; } = "03:30";

    /// <summary>Every so many hours instead of once a day; 0: once a day.</summary>
    [Range(0, 168)] public int EveryHours { get; set; }

    /// <summary>How many are kept; the oldest beyond are deleted once a newer one is whole.</summary>
    [Range(1, 1000)] public int Keep { get; set; } = 7;
}
