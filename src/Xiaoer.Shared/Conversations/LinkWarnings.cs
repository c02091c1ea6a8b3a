using System.Globalization;
using System.Text;

namespace Xiaoer.Shared.Conversations;

/// <summary>What is wrong with one link; the worst first.</summary>
public static class LinkWarnings
{
    public static MessageWarning? Of(Link link, SafetySettings settings)
    {
        var host = Readable(link.Host);
        if (link.User) return new(MessageWarningKind.DisguisedLink, host); // even before a trusted host nobody honest writes one
        if (settings.Trusts(link.Host)) return null;
        MessageWarningKind? kind = IsNumber(link.Host) ? MessageWarningKind.NumberLink
            : LooksAlike(host, settings) ? MessageWarningKind.LookAlikeLink
            : Pretends(host, settings) ? MessageWarningKind.PretendingLink
            : KnownNames.Shorteners.Contains(host) ? MessageWarningKind.ShortLink
            : IsProgram(link.Path) ? MessageWarningKind.ProgramLink
            : null;
        return kind is { } found ? new(found, host) : null;
    }

    private static bool IsNumber(string host) => host is ['[', ..] || host.All(c => char.IsAsciiDigit(c) || c == '.') || (host.StartsWith("0x", StringComparison.Ordinal) && host[2..].All(char.IsAsciiHexDigit));

    private static bool IsProgram(string path)
    {
        var end = path.IndexOfAny(['?', '#']);
        var file = end < 0 ? path : path[..end];
        return KnownNames.Programs.Any(p => file.EndsWith(p, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Several alphabets in one label, or – seen as the eye sees it – a known name that it is not.</summary>
    private static bool LooksAlike(string host, SafetySettings settings)
    {
        var labels = host.Split('.');
        if (labels.Any(IsMixed)) return true;
        if (KnownNames.All.Any(n => n.Domains.Any(d => SafetySettings.IsBelow(host, d)))) return false;

        var label = NameOf(host);
        var seen = Skeleton(label);
        return KnownNames.All.Select(n => n.Name).Concat(settings.TrustedDomains.Select(NameOf))
            .Any(name => name != label && name.Length > 2 && (seen == Skeleton(name) || (KnownNames.Mistyped.Contains(name) && OneSlip(label, name))));
    }

    /// <summary>The label somebody registered: <c>shop</c> of <c>www.shop.com.cn</c>.</summary>
    private static string NameOf(string host)
    {
        var labels = host.Split('.');
        if (labels.Length < 2) return host;
        return labels.Length > 2 && labels[^2] is "com" or "co" or "net" or "org" ? labels[^3] : labels[^2];
    }

    /// <summary>A known name as a part of somebody else's domain.</summary>
    private static bool Pretends(string host, SafetySettings settings)
    {
        var parts = host.Split('.', '-');
        return KnownNames.All.Any(n => !n.Domains.Any(d => SafetySettings.IsBelow(host, d)) && (parts.Contains(n.Name) || n.Domains.Any(d => Carries(host, d))))
            || settings.TrustedDomains.Any(d => Carries(host, d));
    }

    private static bool Carries(string host, string domain) => host.Contains(domain + ".", StringComparison.OrdinalIgnoreCase) || host.Contains(domain.Replace('.', '-') + ".", StringComparison.OrdinalIgnoreCase);

    private static bool IsMixed(string label)
    {
        var alphabets = label.Where(char.IsLetter).Select(Alphabet).Where(a => a != 'h').Distinct().Count();
        return alphabets > 1 || (alphabets == 1 && label.Any(c => Alphabet(c) is 'c' or 'g') && Skeleton(label).All(char.IsAscii));
    }

    // Latin, Cyrillic, Greek, Han and what is written with it, others.
    private static char Alphabet(char c) => c switch
    {
        <= '\u024f' => 'l',
        >= '\u0370' and <= '\u03ff' or >= '\u1f00' and <= '\u1fff' => 'g',
        >= '\u0400' and <= '\u052f' => 'c',
        >= '\u2e80' => 'h',
        _ => 'o',
    };

    /// <summary>The form the eye takes in: letters and digits that look the same become the same.</summary>
    private static string Skeleton(string label)
    {
        var seen = new StringBuilder(label.Length);
        foreach (var c in label.Normalize(NormalizationForm.FormKD))
        {
            if (CharUnicodeInfo.GetUnicodeCategory(c) == UnicodeCategory.NonSpacingMark) continue;
            seen.Append(c switch
            {
                '0' or 'о' or 'ο' => 'o',
                '1' or 'i' or 'і' or 'ι' or 'ı' or '|' => 'l',
                '5' or 'ѕ' => 's',
                'а' or 'α' or '4' => 'a',
                'е' or '3' or 'ε' => 'e',
                'р' or 'ρ' => 'p',
                'с' => 'c',
                'у' or 'γ' => 'y',
                'х' or 'χ' => 'x',
                'в' => 'b',
                'н' => 'h',
                'к' or 'κ' => 'k',
                'м' => 'm',
                'т' or 'τ' => 't',
                'ј' => 'j',
                'ԁ' => 'd',
                'ν' => 'v',
                _ => c,
            });
        }

        return seen.Replace("rn", "m").Replace("vv", "w").ToString();
    }

    /// <summary>One letter too many, too few, another, or two swapped.</summary>
    private static bool OneSlip(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 1) return false;
        var start = 0;
        while (start < a.Length && start < b.Length && a[start] == b[start]) start++;
        var restA = a.AsSpan(start);
        var restB = b.AsSpan(start);
        if (restA.IsEmpty || restB.IsEmpty) return restA.Length + restB.Length == 1;
        return restA[1..].SequenceEqual(restB[1..]) || restA[1..].SequenceEqual(restB) || restA.SequenceEqual(restB[1..])
            || (restA.Length > 1 && restB.Length > 1 && restA[0] == restB[1] && restA[1] == restB[0] && restA[2..].SequenceEqual(restB[2..]));
    }

    private static string Readable(string host)
    {
        if (!host.Contains("xn--", StringComparison.OrdinalIgnoreCase)) return host;
        try { return new IdnMapping().GetUnicode(host); }
        catch (ArgumentException) { return host; }
    }
}
