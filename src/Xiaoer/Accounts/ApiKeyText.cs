using System.Security.Cryptography;

namespace Xiaoer.Accounts;

/// <summary>An API key as a program sends it: <c>xk_prefix_secret</c>.</summary>
internal sealed record ApiKeyText(string Prefix, byte[] Secret)
{
    private const string Start = "xk_";
    private const int PrefixLength = 12;

    public static ApiKeyText New() => new(RandomNumberGenerator.GetHexString(PrefixLength, lowercase: true), Secrets.New());

    public override string ToString() => $"{Start}{Prefix}_{Secrets.Text(Secret)}";

    /// <summary>Whether a header is meant to carry an API key at all; visitors' tokens start with <c>xv_</c>.</summary>
    public static bool Is(string authorization) => authorization.StartsWith("Bearer " + Start, StringComparison.OrdinalIgnoreCase);

    public static ApiKeyText? Read(string authorization)
    {
        if (!Is(authorization)) return null;
        var text = authorization.AsSpan("Bearer ".Length + Start.Length);
        return text.Length > PrefixLength + 1 && text[PrefixLength] == '_' && Secrets.Read(text[(PrefixLength + 1)..], Secrets.Length) is { } secret
            ? new ApiKeyText(text[..PrefixLength].ToString(), secret)
            : null;
    }
}
