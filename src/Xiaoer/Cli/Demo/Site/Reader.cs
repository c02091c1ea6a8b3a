using Xiaoer.Cli.Demo.Catalogue;

namespace Xiaoer.Cli.Demo.Site;

/// <summary>Who reads a page of the demo shop: the language, and whom they play.</summary>
internal sealed record Reader(bool English, Persona? Persona, string Path, bool Forget)
{
    private const string LanguageCookie = "xiaoer_demo_lang";

    public string Language => English ? "en" : "zh-CN";

    public string Text(string zh, string en) => English ? en : zh;

    public string Text(Words words) => words.In(English);

    public static Reader Of(HttpContext http, string? asked)
    {
        if (asked is "zh" or "en") Remember(http, LanguageCookie, asked, TimeSpan.FromDays(365));
        var language = asked is "zh" or "en" ? asked : http.Request.Cookies[LanguageCookie];
        var english = language is null ? !Speaks(http.Request.Headers.AcceptLanguage.ToString()) : language == "en";
        var query = string.Join('&', http.Request.Query.Where(q => q.Key is "c" or "shade").Select(q => $"{q.Key}={Uri.EscapeDataString(q.Value.ToString())}"));
        return new Reader(english, Personas.Current(http), http.Request.Path + (query.Length > 0 ? "?" + query : ""), false);
    }

    /// <summary>The same page in the other language.</summary>
    public string Switched => Path + (Path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + (English ? "lang=zh" : "lang=en");

    public static void Remember(HttpContext http, string name, string value, TimeSpan age) => http.Response.Cookies.Append(
        name, value, new CookieOptions { Path = "/demo", HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, MaxAge = age, IsEssential = true });

    /// <summary>The page a form was sent from, when it was one of ours.</summary>
    public static string Back(HttpContext http) =>
        Uri.TryCreate(http.Request.Headers.Referer.ToString(), UriKind.Absolute, out var from) && from.Authority == http.Request.Host.Value && from.AbsolutePath.StartsWith("/demo", StringComparison.Ordinal)
            ? from.PathAndQuery.Replace("bye=1", "", StringComparison.Ordinal)
            : "/demo";

    // The shop is Chinese: whoever asks for nothing gets Chinese.
    private static bool Speaks(string accepted) => accepted.Length == 0 || accepted.Contains("zh", StringComparison.OrdinalIgnoreCase);
}
