using Xiaoer.Platform.Http;

namespace Xiaoer.Accounts;

/// <summary>
/// An unsafe request that the cookie vouches for must also carry the session's token, whatever the endpoint: no endpoint can forget it. What is open to
/// everybody but belongs to our own pages (signing in) must not come from another site's page.
/// </summary>
internal sealed class AntiforgeryCheck(RequestDelegate next)
{
    public const string Header = "X-XSRF-TOKEN";

    public Task Invoke(HttpContext http)
    {
        // A live connection, which has no token to show, begins with a GET; HubOrigins has looked at where it comes from.
        if (IsSafe(http.Request.Method)) return next(http);

        if (http.GetEndpoint()?.Metadata.GetMetadata<SameOriginOnly>() is not null)
            return Origins.IsForeign(http) ? Refuse(http) : next(http);

        return http.Features.Get<SessionTicket>() is { } ticket && (Origins.IsForeign(http) || !ticket.HasToken(http.Request.Headers[Header]))
            ? Refuse(http)
            : next(http);
    }

    private static bool IsSafe(string method) => HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsOptions(method);

    private static Task Refuse(HttpContext http) =>
        Problem.Of("antiforgery", $"The request lacks the session's {Header}, or comes from another site.", StatusCodes.Status403Forbidden).ExecuteAsync(http);
}

/// <summary>Marks an anonymous endpoint that only our own pages call.</summary>
internal sealed class SameOriginOnly
{
    public static readonly SameOriginOnly Instance = new();
}
