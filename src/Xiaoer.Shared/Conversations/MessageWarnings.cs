using System.Text;

namespace Xiaoer.Shared.Conversations;

/// <summary>What may be wrong with words that somebody sends (A3.16).</summary>
public enum MessageWarningKind
{
    /// <summary>A domain written to look like another one.</summary>
    LookAlikeLink,
    /// <summary>A domain that carries a well-known name it does not belong to.</summary>
    PretendingLink,
    /// <summary>A name and an @ before the real host.</summary>
    DisguisedLink,
    /// <summary>A bare number instead of a domain.</summary>
    NumberLink,
    /// <summary>A shortened link: where it leads cannot be seen.</summary>
    ShortLink,
    /// <summary>A program to download.</summary>
    ProgramLink,
    /// <summary>Paying past the shop: privately, by transfer, by a code to scan.</summary>
    PaymentOutside,
    /// <summary>The number of a bank card.</summary>
    CardNumber,
    /// <summary>A one-time code or password is asked for.</summary>
    CodeAskedFor,
    /// <summary>A refund that wants a scan, a link, an app or a deposit first.</summary>
    RefundTrick,
}

/// <summary>One thing to beware of. <see cref="Host"/>: where a link really leads.</summary>
public sealed record MessageWarning(MessageWarningKind Kind, string? Host = null);

/// <summary>The domains a shop trusts, with everything below them.</summary>
public sealed record SafetySettings(IReadOnlyList<string> TrustedDomains)
{
    public const int MostDomains = 50;

    public static SafetySettings None { get; } = new([]);

    public bool Trusts(string host) => TrustedDomains.Any(d => IsBelow(host, d));

    internal static bool IsBelow(string host, string domain) =>
        host.Equals(domain, StringComparison.OrdinalIgnoreCase) || (host.Length > domain.Length && host.EndsWith(domain, StringComparison.OrdinalIgnoreCase) && host[^(domain.Length + 1)] == '.');
}

/// <summary>A shop's trusted domains with their version, which is the ETag.</summary>
public sealed record SafetyView(IReadOnlyList<string> TrustedDomains, int Version);

/// <summary>The trusted domains, as they shall be: <c>shop.example</c>, one an entry.</summary>
public sealed record SaveSafetyRequest([property: System.ComponentModel.DataAnnotations.Required] IReadOnlyList<string> TrustedDomains);

/// <summary>Looks for what may harm customers or staff in a message. Pure and linear: the desk asks it for every message it shows, the server for what staff send.</summary>
public static class MessageWarnings
{
    public static IReadOnlyList<MessageWarning> Of(string text, SafetySettings? settings = null)
    {
        if (text.Length == 0) return [];
        var found = new List<MessageWarning>();
        foreach (var link in Links.In(text))
            if (LinkWarnings.Of(link, settings ?? SafetySettings.None) is { } warning && !found.Contains(warning)) found.Add(warning);
        foreach (var kind in PaymentWarnings.Of(Plain(text))) found.Add(new MessageWarning(kind));
        return found;
    }

    /// <summary>One form for the many ways to write the same: full-width and stylistic letters, capitals, marks nobody sees.</summary>
    private static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        foreach (var c in Normalized(text))
            if (!char.IsControl(c) && char.GetUnicodeCategory(c) != System.Globalization.UnicodeCategory.Format) plain.Append(char.ToLowerInvariant(c));
        return plain.ToString();
    }

    private static string Normalized(string text)
    {
        try { return text.Normalize(NormalizationForm.FormKC); }
        catch (ArgumentException) { return text; } // half a character
    }
}

/// <summary>What a trusted domain may look like.</summary>
public static class SafetyRules
{
    /// <summary><c>shop.example</c>, also in another alphabet: labels of letters, digits and dashes, at least two of them.</summary>
    public static bool IsDomain(string domain) =>
        domain.Length is > 2 and <= 150 && domain.Split('.') is { Length: > 1 } labels
        && labels.All(l => l.Length is > 0 and <= 63 && l[0] != '-' && l[^1] != '-' && l.All(c => char.IsLetterOrDigit(c) || c == '-')) && labels[^1].Any(char.IsLetter);
}
