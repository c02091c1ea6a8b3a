using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;
using Xiaoer.Accounts.Contracts;

namespace Xiaoer.Accounts;

/// <summary>
/// Finds the <see cref="Caller"/> of a request: an API key in the Authorization header, else the console's cookie. Other bearer tokens are left to
/// those who know them. Never redirects.
/// </summary>
internal sealed class CallerAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, Callers callers, SessionCookie cookie, SignInLimits limits)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "xiaoer";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // What is open to everybody takes no authority from a cookie that happens to be there.
        if (Context.GetEndpoint()?.Metadata.GetMetadata<IAllowAnonymous>() is not null) return AuthenticateResult.NoResult();

        var authorization = Request.Headers.Authorization.ToString();
        var caller = authorization.Length > 0 ? await OfKey(authorization) : await OfCookie();
        if (caller is null) return AuthenticateResult.NoResult();

        Context.Features.Set(caller);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, caller.Actor.ToString())], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), Name));
    }

    private async Task<Caller?> OfKey(string authorization)
    {
        if (!ApiKeyText.Is(authorization)) return null;
        // Nobody guesses 256 bits: a right key is heard whatever others try from the same address.
        if (ApiKeyText.Read(authorization) is { } key && await callers.OfKey(key, Context.RequestAborted) is { } caller) return caller;

        if (limits.Allows(Context)) limits.Failed(Context);
        else Context.Features.Set(SlowDown.Instance);
        return null;
    }

    private async Task<Caller?> OfCookie()
    {
        if (cookie.Read(Request) is not { } ticket || await callers.OfSession(ticket, Context.RequestAborted) is not { } caller) return null;
        Context.Features.Set(ticket);
        return caller;
    }
}

/// <summary>Marks a request refused because its address guessed too often.</summary>
internal sealed class SlowDown
{
    public static readonly SlowDown Instance = new();
}
