using System.Globalization;

namespace Xiaoer.Web.Backups;

/// <summary>Sizes as disks are sold: 512 B, 1.5 MB, 2.3 GB.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    public static string Of(long bytes)
    {
        var (size, unit) = ((double)bytes, 0);
        while (size >= 1000 && unit < Units.Length - 1) (size, unit) = (size / 1000, unit + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{(unit == 0 || size >= 100 ? Math.Round(size) : Math.Round(size, 1))} {Units[unit]}");
    }
}
