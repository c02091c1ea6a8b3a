using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Orders;

/// <summary>
/// Where an order goes, as a mark that tells whether two orders go to the same person at the same address and nothing else: no address is kept.
/// </summary>
internal static class ShippingMark
{
    public const int Length = 32;

    /// <summary>Shorter than this, and it is a province and no address.</summary>
    private const int ShortestAddress = 8;

    /// <summary>Null when receiver or address are missing, masked or too little to tell anybody apart.</summary>
    public static string? Of(ShopId shop, string? receiver, string? address)
    {
        var (who, where) = (Plain(receiver), Plain(address));
        if (who.Length == 0 || where.Length < ShortestAddress || IsMasked(receiver) || IsMasked(address)) return null;
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{shop.Value:N}\n{who}\n{where}"));
        return Convert.ToHexStringLower(hash.AsSpan(0, Length / 2));
    }

    // Blanks, signs and case are written differently from order to order.
    private static string Plain(string? text)
    {
        var plain = new StringBuilder();
        foreach (var c in (text ?? "").Normalize(NormalizationForm.FormKC))
            if (char.IsLetterOrDigit(c)) plain.Append(char.ToLower(c, CultureInfo.InvariantCulture));
        return plain.ToString();
    }

    private static bool IsMasked(string? text) => text?.Contains('*', StringComparison.Ordinal) == true;
}

/// <summary>What is said of an order's way to its buyer; null says nothing.</summary>
internal sealed record OrderShipping(string? Courier, string? TrackingNumber, string? Mark)
{
    public const int LongestCourier = 60;
    public const int LongestNumber = 100;
    public static OrderShipping Nothing { get; } = new(null, null, null);

    /// <summary>Does it say anything that is not known already?</summary>
    public bool Adds(OrderShipping known) =>
        (Courier is not null && Courier != known.Courier) || (TrackingNumber is not null && TrackingNumber != known.TrackingNumber) || (Mark is not null && Mark != known.Mark);
}
