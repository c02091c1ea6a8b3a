using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using PhoneNumbers;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>Brings phone numbers and mail addresses into the one form they are compared in; what is masked or no address at all is refused.</summary>
internal static class Contacts
{
    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    /// <param name="region">The country whose numbers are written without a code, from the shop's language, e.g. CN.</param>
    public static bool TryPhone(string? text, string? region, bool verified, [NotNullWhen(true)] out Contact? phone)
    {
        phone = null;
        if (string.IsNullOrWhiteSpace(text) || text.Length > 32 || text.Contains('*', StringComparison.Ordinal)) return false;

        var numbers = PhoneNumberUtil.GetInstance();
        try
        {
            var number = numbers.Parse(text, region);
            if (!numbers.IsPossibleNumber(number)) return false;
            phone = new Contact(IdentityKind.Phone, numbers.Format(number, PhoneNumberFormat.E164), numbers.Format(number, PhoneNumberFormat.INTERNATIONAL), verified);
            return true;
        }
        catch (NumberParseException)
        {
            return false;
        }
    }

    public static bool TryEmail(string? text, bool verified, [NotNullWhen(true)] out Contact? email)
    {
        email = null;
        if (text is null || text.Length > 254 || !PlainTextAttribute.IsPlain(text)) return false;

        var shown = text.Trim().Normalize(NormalizationForm.FormC);
        var at = shown.LastIndexOf('@');
        if (at is < 1 or > 64 || at == shown.Length - 1 || at != shown.IndexOf('@', StringComparison.Ordinal)) return false;
        if (shown.Any(c => char.IsWhiteSpace(c) || c is '<' or '>' or '"' or ',' or ';' or '\\' or '(' or ')' or '*')) return false;

        try
        {
            var value = AsciiLower(shown[..at]) + "@" + AsciiLower(Idn.GetAscii(shown, at + 1));
            email = new Contact(IdentityKind.Email, value, shown, verified);
            return value.Length <= 254;
        }
        catch (ArgumentException) // not a host name
        {
            return false;
        }
    }

    // Only A to Z: lower-casing everything would take letters of other alphabets for ones they are not, and somebody else's address for one's own.
    private static string AsciiLower(string text) =>
        string.Create(text.Length, text, (lower, from) =>
        {
            for (var i = 0; i < from.Length; i++) lower[i] = char.IsAsciiLetterUpper(from[i]) ? (char)(from[i] | 0x20) : from[i];
        });

    /// <summary>CN of zh-CN; of a language that names no country, that of the currency. EUR names none: its numbers need their country code.</summary>
    public static string? RegionOf(ShopFacts shop)
    {
        var last = shop.Locale[(shop.Locale.LastIndexOfAny(['-', '_']) + 1)..];
        if (last.Length == 2 && last.Length < shop.Locale.Length) return last.ToUpperInvariant();
        return shop.Currency is "EUR" ? null : shop.Currency[..2];
    }
}
