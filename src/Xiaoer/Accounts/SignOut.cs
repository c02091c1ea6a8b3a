using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;

namespace Xiaoer.Accounts;

/// <summary>Ends the session of this browser.</summary>
internal static class SignOut
{
    public static void Map(RouteGroupBuilder api) => api.MapDelete("/session", Handle).RequireAuthorization(Authorization.SignedInPerson);

    internal static async Task<NoContent> Handle(
        Caller caller, HttpContext http, XiaoerDb db, SessionEnding ending, SessionCookie cookie, AuditLog audit, CancellationToken ct)
    {
        var session = caller.Session!.Value;
        await db.Write(async token =>
        {
            await ending.End(s => s.Id == session, token);
            audit.Note(null, caller.Actor, "session.ended", session.Value);
        }, ct);
        ending.Done();
        cookie.Remove(http.Response);
        return TypedResults.NoContent();
    }
}
