using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;

namespace Xiaoer.Conversations.Widget;

/// <summary>Reads <c>Authorization: Bearer xv_…</c> of the widget's requests.</summary>
internal sealed class VisitorAuthentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, XiaoerDb db, XiaoerOptions settings, TimeProvider time)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public const string SchemeName = "visitor";
    public const string Policy = "visitor";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (!header.StartsWith("Bearer " + VisitTokens.Prefix, StringComparison.Ordinal)) return AuthenticateResult.NoResult();
        if (await db.FindVisit(header["Bearer ".Length..], settings.Conversations, time.Now(), Context.RequestAborted) is not { } visit) return AuthenticateResult.Fail("unknown visit");

        Context.Features.Set(visit);
        var identity = new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, visit.Visitor.Value.ToString())], SchemeName);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(identity), SchemeName));
    }
}
