using System.Text;

namespace Xiaoer.Shared.Customers;

/// <summary>
/// Contact data as colleagues see it who have given no reason to see more: enough to recognise a number the customer reads out, too little to call it.
/// The stars are always four or three, so that they do not tell the length.
/// </summary>
public static class Masking
{
    private const string Hidden = "****";

    public static string Of(IdentityKind kind, string value) => kind switch
    {
        IdentityKind.Phone => Phone(value),
        IdentityKind.Email => Email(value),
        IdentityKind.Shop or IdentityKind.Platform => value, // account names, shown like names
    };

    /// <summary>Whether <see cref="Of"/> hides anything of this kind.</summary>
    public static bool Hides(IdentityKind kind) => kind is IdentityKind.Phone or IdentityKind.Email;

    /// <summary>+8613800002071 → 138****2071, +447911123456 → +447****3456; what is too short to hide a part is hidden whole.</summary>
    public static string Phone(string phone)
    {
        var digits = string.Concat(phone.Where(char.IsAsciiDigit));
        var international = phone.TrimStart().StartsWith('+');
        if (international && digits.Length == 13 && digits.StartsWith("861", StringComparison.Ordinal)) (digits, international) = (digits[2..], false);

        var (head, tail) = digits.Length switch { >= 11 => (3, 4), 10 => (2, 4), >= 7 => (2, 2), _ => (0, 0) };
        return $"{(international && head > 0 ? "+" : "")}{digits[..head]}{Hidden}{digits[^tail..]}";
    }

    /// <summary>lan@x.com → l***@x.com; a name of one letter is hidden whole.</summary>
    public static string Email(string address)
    {
        var at = address.LastIndexOf('@');
        if (at < 1) return Hidden;

        Rune.DecodeFromUtf16(address, out var first, out var used);
        return $"{(used < at ? first.ToString() : "")}***{address[at..]}";
    }
}
