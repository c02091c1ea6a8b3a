using System.ComponentModel.DataAnnotations;

namespace Xiaoer.Shared.Platform;

/// <summary>Text that every store, file and screen can hold: no control characters, no half of a surrogate pair. Line breaks only where they are allowed.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class PlainTextAttribute : ValidationAttribute
{
    public PlainTextAttribute() : base("{0} holds characters that are not text.") { }

    public bool Multiline { get; init; }

    public override bool IsValid(object? value) => value is not string text || IsPlain(text, Multiline);

    public static bool IsPlain(ReadOnlySpan<char> text, bool multiline = false)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsControl(c) && !(multiline && c is '\n' or '\r' or '\t')) return false;
            if (!char.IsSurrogate(c)) continue;
            if (!char.IsHighSurrogate(c) || i + 1 >= text.Length || !char.IsLowSurrogate(text[i + 1])) return false;
            i++;
        }

        return true;
    }
}

/// <summary>An address a page may link to or load: http or https, or a path on this server. Never <c>javascript:</c> or <c>data:</c>.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class WebAddressAttribute : ValidationAttribute
{
    public WebAddressAttribute() : base("{0} is an address beginning with http:// or https://, or a path on this server.") { }

    public override bool IsValid(object? value) => value is not string text || IsWebAddress(text);

    public static bool IsWebAddress(string text) =>
        PlainTextAttribute.IsPlain(text) && !text.Contains('\\', StringComparison.Ordinal)
        && ((text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal))
            || (Uri.TryCreate(text, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps)));
}
