using System.ComponentModel.DataAnnotations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Accounts;

/// <summary>A shop as its people and keys see it. <see cref="Version"/> is its ETag.</summary>
public sealed record ShopView(Guid Id, string Name, string Currency, string TimeZone, string Locale, int Version);

/// <summary>A new shop, or everything about one that can change. <see cref="TimeZone"/> is an IANA name such as Asia/Shanghai.</summary>
public sealed record SaveShopRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Required, RegularExpression("^[A-Z]{3}$")] string Currency,
    [property: Required, StringLength(60)] string TimeZone,
    [property: Required, RegularExpression(Locales.Pattern)] string Locale);

public sealed record SaveTeamRequest(
    [property: Required, StringLength(100, MinimumLength = 1), PlainText] string Name,
    [property: Range(5, 3600)] int? WaitSeconds = null);

/// <summary>The languages people and automatic texts can have.</summary>
public static class Locales
{
    public const string Chinese = "zh-CN";
    public const string English = "en";
    public const string Pattern = "^(zh-CN|en)$";
}
