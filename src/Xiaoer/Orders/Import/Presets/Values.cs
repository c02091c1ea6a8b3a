using System.Globalization;
using System.Text;

namespace Xiaoer.Orders.Import.Presets;

/// <summary>What people and spreadsheets make of numbers, amounts, times and names, read back.</summary>
internal static class Values
{
    private static readonly string[] DateFormats =
    [
        "yyyy-MM-dd H:mm:ss", "yyyy-MM-dd H:mm", "yyyy-MM-dd", "yyyy-M-d H:mm:ss", "yyyy-M-d H:mm", "yyyy-M-d", "yyyy/M/d H:mm:ss", "yyyy/M/d H:mm", "yyyy/M/d",
        "yyyy.M.d H:mm:ss", "yyyy.M.d H:mm", "yyyy.M.d", "yyyy年M月d日 H:mm:ss", "yyyy年M月d日 H:mm", "yyyy年M月d日 H时m分s秒", "yyyy年M月d日", "yyyyMMddHHmmss", "yyyyMMdd",
        "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.fff", "M/d/yyyy H:mm:ss", "M/d/yyyy H:mm", "M/d/yyyy", // the month first: English spreadsheets
    ];

    private static readonly string[] ZonedFormats = ["yyyy-MM-dd H:mm:ss zzz", "yyyy-MM-dd'T'HH:mm:sszzz", "yyyy-MM-dd'T'HH:mm:ss.fffzzz", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.fffK"];

    /// <summary>Freed from what exports wrap around it: ="123", '123, tabs, full-width spaces, "-" and "null" for nothing.</summary>
    public static ReadOnlySpan<char> Code(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text.StartsWith("=\"") && text.EndsWith("\"") && text.Length > 2) text = text[2..^1].Trim();
        if (text.StartsWith("'")) text = text[1..].Trim();
        return text is "-" or "--" or "无" || text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Equals("nan", StringComparison.OrdinalIgnoreCase) ? [] : text;
    }

    /// <summary>Control characters become spaces: titles of products have line breaks in them.</summary>
    public static string Text(ReadOnlySpan<char> text)
    {
        text = Code(text);
        if (!text.ContainsAnyInRange('\0', '\u001f')) return text.ToString();
        var clean = new StringBuilder(text.Length);
        foreach (var c in text)
            if (c > '\u001f') clean.Append(c);
            else if (clean.Length > 0 && clean[^1] != ' ') clean.Append(' ');
        return clean.ToString().Trim();
    }

    /// <summary>The beginning, never half a character.</summary>
    public static string Cut(string text, int most) => text.Length <= most ? text : text[..(char.IsHighSurrogate(text[most - 1]) ? most - 1 : most)];

    /// <summary>A name or number some of which is hidden: no two people can be told apart by it.</summary>
    public static bool IsMasked(ReadOnlySpan<char> text) => text.ContainsAny('*', '＊');

    /// <summary>￥1,299.00, 1299, 5件, （３）: the number in it.</summary>
    public static bool TryNumber(ReadOnlySpan<char> text, out decimal number)
    {
        Span<char> plain = stackalloc char[40];
        var length = 0;
        foreach (var sign in Code(text))
        {
            var c = sign is >= '０' and <= '９' ? (char)(sign - '０' + '0') : sign switch { '．' => '.', '－' or '−' => '-', '，' => ',', _ => sign };
            if (c is ',' or ' ' or '\u00a0' or '¥' or '￥' or '$' or '£' or '€' or '元' or '件' or '个') continue;
            if (length == plain.Length) break;
            plain[length++] = c;
        }

        return decimal.TryParse(plain[..length], NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out number);
    }

    /// <summary>2.03457E+18: the digits are gone, two orders may have become one.</summary>
    public static bool HasLostDigits(ReadOnlySpan<char> code) => code.Length > 0 && char.IsAsciiDigit(code[0]) && code.Contains("E+", StringComparison.OrdinalIgnoreCase);

    /// <summary>Eighteen digits of which the last are zeros from the sixteenth on: a spreadsheet keeps fifteen.</summary>
    public static bool MayHaveLostDigits(ReadOnlySpan<char> code) => code.Length >= 18 && !code.ContainsAnyExceptInRange('0', '9') && !code[15..].ContainsAnyExcept('0');

    /// <summary>A time as it was exported, in the zone of the shop unless it names its own.</summary>
    public static bool TryTime(ReadOnlySpan<char> text, TimeZoneInfo zone, out DateTimeOffset at)
    {
        text = Code(text);
        if (DateTimeOffset.TryParseExact(text, ZonedFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out at) && HasZone(text))
        {
            at = at.ToUniversalTime();
            return at.Year is >= 1990 and <= 2200;
        }

        if (!DateTime.TryParseExact(text, DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowInnerWhite, out var local))
        {
            // A spreadsheet's own number: days since 1899-12-30.
            if (!double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var days) || days is < 20_000 or > 80_000) return false;
            local = new DateTime(1899, 12, 30).AddSeconds(Math.Round(days * 86_400));
        }

        if (local.Year is < 1990 or > 2200) return false;
        if (zone.IsInvalidTime(local)) local = local.AddHours(1); // the hour that summer time skips
        at = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        return true;
    }

    private static bool HasZone(ReadOnlySpan<char> text) => text.EndsWith("Z") || text.Length > 19 && text[19..].ContainsAny('+', '-');
}
