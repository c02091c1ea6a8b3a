namespace Xiaoer.Shared.Conversations;

/// <summary>An address as it stands in a text, taken apart without asking anybody.</summary>
/// <param name="User">Something stands before an @ in front of the host.</param>
public readonly record struct Link(string Text, string Host, string Path, bool User);

/// <summary>Finds addresses in plain text: with http or https, and domains written without.</summary>
public static class Links
{
    private static readonly string[] Endings =
    [
        "com", "cn", "net", "org", "top", "xyz", "vip", "cc", "shop", "club", "icu", "info", "link", "site", "online", "store", "live", "work", "fun", "ltd", "me", "io", "co", "biz", "app", "ru", "tk", "hk", "uk", "de", "fr", "eu", "us",
    ];

    public static IEnumerable<Link> In(string text)
    {
        for (var i = 0; i < text.Length;)
        {
            var end = i;
            while (end < text.Length && IsPart(text[end])) end++;
            if (end > i)
            {
                foreach (var link in Read(text[i..end])) yield return link;
                i = end;
            }
            else i++;
        }
    }

    /// <summary>One address, taken apart; null: it is none.</summary>
    public static Link? Of(string address)
    {
        var scheme = Scheme(address);
        if (scheme < 0) return null;
        var rest = address.AsSpan(scheme);
        var until = rest.IndexOfAny("/\\?#");
        var authority = until < 0 ? rest : rest[..until];
        var at = authority.LastIndexOf('@');
        var host = authority[(at + 1)..];
        // A port is no part of the host; within brackets colons are.
        if (host is not ['[', ..] && host.LastIndexOf(':') is >= 0 and var port) host = host[..port];
        host = host.Trim('.');
        return host.Length == 0 ? null : new Link(address, host.ToString().ToLowerInvariant(), until < 0 ? "" : rest[until..].ToString(), at >= 0);
    }

    private static IEnumerable<Link> Read(string word)
    {
        var begin = word.IndexOf("http", StringComparison.OrdinalIgnoreCase);
        if (begin >= 0 && Of(word[begin..].TrimEnd('.', ',', ';', ':', '!', ')', ']', '\'')) is { } full) { yield return full; yield break; }
        var bare = word.Trim('.', ',', ';', ':', '!', '(', ')', '[', ']', '\'');
        if (bare.Contains('@', StringComparison.Ordinal) || bare.Contains("//", StringComparison.Ordinal)) yield break; // a mail address
        if (Of("http://" + bare) is { } link && IsDomain(link.Host)) yield return link with { Text = bare };
    }

    private static bool IsDomain(string host)
    {
        var dot = host.LastIndexOf('.');
        return dot > 0 && Endings.Contains(host[(dot + 1)..]) && host.Any(char.IsLetter) && !host.Contains("..", StringComparison.Ordinal) && host[..dot].Any(char.IsLetterOrDigit);
    }

    private static int Scheme(string address) =>
        address.StartsWith("https://", StringComparison.OrdinalIgnoreCase) ? 8 : address.StartsWith("http://", StringComparison.OrdinalIgnoreCase) ? 7 : -1;

    // Chinese stands beside an address without a space; letters of other alphabets may belong to it.
    private static bool IsPart(char c) => c is > ' ' and < '\u2000' and not ('<' or '>' or '"');
}
