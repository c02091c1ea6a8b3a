namespace Xiaoer.Platform.Http;

/// <summary>Our own address, and which page a browser's request comes from. Browsers set Origin and scripts cannot change it.</summary>
internal static class Origins
{
    /// <summary>Where people reach us, for links that are handed over: as the operator says, else as this request came. No slash at the end.</summary>
    public static string Ours(HttpContext http, XiaoerOptions options) => options.PublicUrl?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}";

    /// <summary>Whether the request names an origin that is not ours; <c>null</c> (a sandboxed frame, a file) is nobody's.</summary>
    public static bool IsForeign(HttpContext http)
    {
        var origin = http.Request.Headers.Origin.ToString();
        return origin.Length > 0 && !IsOurs(http, origin);
    }

    private static bool IsOurs(HttpContext http, string origin)
    {
        if (!Uri.TryCreate(origin, UriKind.Absolute, out var from) || from.Scheme is not ("http" or "https")) return false;

        var options = http.RequestServices.GetRequiredService<XiaoerOptions>();
        if (options.PublicUrl is { Length: > 0 } address && Uri.TryCreate(address, UriKind.Absolute, out var known)
            && Uri.Compare(from, known, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0)
        {
            return true;
        }

        // The proxy in front may speak https while we are asked by http: the host decides.
        var host = http.Request.Host;
        return host.HasValue && string.Equals(from.Authority, new Uri($"{from.Scheme}://{host.Value}").Authority, StringComparison.OrdinalIgnoreCase);
    }
}
