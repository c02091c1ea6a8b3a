using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace Xiaoer.Accounts;

/// <summary>
/// Mail addresses as account names. Two spellings that a mail system or a reader could take for one another (case, full width, composed or not)
/// are one account: compatibility form, lower case, domain as IDNA ASCII.
/// </summary>
internal static class EmailAddress
{
    public const int MaxLength = 254;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    public static bool TryRead(string? text, [NotNullWhen(true)] out string? address)
    {
        address = null;
        if (text is null || text.Length > MaxLength) return false;

        try
        {
            var clean = text.Trim().Normalize(NormalizationForm.FormC);
            var at = clean.IndexOf('@', StringComparison.Ordinal);
            if (at is < 1 or > 64 || at != clean.LastIndexOf('@') || at == clean.Length - 1) return false;
            if (clean.Any(c => char.IsWhiteSpace(c) || char.IsControl(c) || c is '<' or '>' or '"' or ',' or ';' or '\\' or '(' or ')')) return false;
            Idn.GetAscii(clean, at + 1);
            address = clean;
            return true;
        }
        catch (ArgumentException) // lone surrogates, impossible host names
        {
            return false;
        }
    }

    public static string Normalize(string address)
    {
        try
        {
            var plain = address.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
            var at = plain.LastIndexOf('@');
            return at < 1 ? plain : string.Concat(plain.AsSpan(0, at + 1), Idn.GetAscii(plain, at + 1).ToLowerInvariant());
        }
        catch (ArgumentException)
        {
            return ""; // nobody's
        }
    }
}
