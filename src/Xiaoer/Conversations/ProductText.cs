using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>A product card comes from a web page: short plain text and web addresses only.</summary>
internal static class ProductText
{
    public static string? Refuse(ProductPart product)
    {
        if (string.IsNullOrWhiteSpace(product.Title) || product.Title.Length > 200 || product.ExternalId is { } id && (id.Length > 100 || !PlainTextAttribute.IsPlain(id))) return "bad_content";
        if (MessageText.Check(product.Title).Code is { } code) return code;
        return IsWebAddress(product.Url) && IsWebAddress(product.ImageUrl) ? null : "bad_content";
    }

    public static bool IsWebAddress(string? url) =>
        url is null || (url.Length <= 2000 && PlainTextAttribute.IsPlain(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https"));
}
