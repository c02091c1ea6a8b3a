using System.Text.Json;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>A product card comes from a web page: short plain text and web addresses only.</summary>
internal static class ProductText
{
    /// <summary>As stored, where an ampersand takes six characters: a message and a page have room for it.</summary>
    public const int Longest = 5000;

    public static string? Refuse(ProductPart product)
    {
        if (string.IsNullOrWhiteSpace(product.Title) || product.Title.Length > 200 || product.ExternalId is { } id && (id.Length > 100 || !PlainTextAttribute.IsPlain(id))) return "bad_content";
        if (MessageText.Check(product.Title).Code is { } code) return code;
        return IsWebAddress(product.Url) && IsWebAddress(product.ImageUrl) && Write(product).Length <= Longest ? null : "bad_content";
    }

    public static string Write(ProductPart product) => JsonSerializer.Serialize(product, XiaoerJson.Options);

    public static bool IsWebAddress(string? url) =>
        url is null || (url.Length <= 2000 && PlainTextAttribute.IsPlain(url) && Uri.TryCreate(url, UriKind.Absolute, out var uri) && (uri.Scheme is "http" or "https"));
}
