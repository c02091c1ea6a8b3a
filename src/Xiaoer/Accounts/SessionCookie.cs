using System.Security.Cryptography;
using System.Text;
using Xiaoer.Platform;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>What the console's cookie holds: which session, and proof. Nothing about the person: that is asked of the store.</summary>
internal sealed record SessionTicket(SessionId Session, byte[] Secret)
{
    private const int IdLength = 16;

    /// <summary>What unsafe requests repeat in <c>X-XSRF-TOKEN</c>: derived from the cookie's secret, which no other site's page can read.</summary>
    public string AntiforgeryToken => Secrets.Derive(Secret, "antiforgery");

    public bool HasToken(string? given) =>
        given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(AntiforgeryToken));

    public override string ToString() => Secrets.Text([.. Session.Value.ToByteArray(true), .. Secret]);

    public static SessionTicket? Read(string? text) =>
        Secrets.Read(text, IdLength + Secrets.Length) is { } bytes
            ? new SessionTicket(new SessionId(new Guid(bytes.AsSpan(0, IdLength), true)), bytes[IdLength..])
            : null;
}

/// <summary>The cookies of a browser: its session, and that it is known to a person (<see cref="KnownDevice"/>).</summary>
internal sealed class SessionCookie(XiaoerOptions options)
{
    // The __Host- prefix makes browsers refuse the cookie from a subdomain or without https.
    private readonly bool _secure = options.PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true;

    private string SessionName => _secure ? "__Host-xiaoer" : "xiaoer";
    private string DeviceName => _secure ? "__Host-xiaoer_device" : "xiaoer_device";

    public SessionTicket? Read(HttpRequest request) => SessionTicket.Read(request.Cookies[SessionName]);

    public void Write(HttpResponse response, SessionTicket ticket) => response.Cookies.Append(SessionName, ticket.ToString(), Options(response, Session.AgeLimit));

    public void Remove(HttpResponse response) => response.Cookies.Delete(SessionName, Options(response, null));

    public (Guid Id, byte[] Secret)? ReadDevice(HttpRequest request) =>
        Secrets.Read(request.Cookies[DeviceName], 16 + Secrets.Length) is { } bytes ? (new Guid(bytes.AsSpan(0, 16), true), bytes[16..]) : null;

    public void WriteDevice(HttpResponse response, Guid id, byte[] secret) =>
        response.Cookies.Append(DeviceName, Secrets.Text([.. id.ToByteArray(true), .. secret]), Options(response, TimeSpan.FromDays(365)));

    private CookieOptions Options(HttpResponse response, TimeSpan? age) => new()
    {
        HttpOnly = true,
        IsEssential = true,
        SameSite = SameSiteMode.Strict,
        Secure = _secure || response.HttpContext.Request.IsHttps,
        Path = "/",
        MaxAge = age,
    };
}
