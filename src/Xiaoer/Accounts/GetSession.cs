using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Who is at this console; the first thing it asks.</summary>
internal static class GetSession
{
    public static void Map(RouteGroupBuilder api) => api.MapGet("/session", Handle).RequireAuthorization(Authorization.SignedInPerson);

    internal static async Task<Ok<SessionView>> Handle(Caller caller, HttpContext http, XiaoerDb db, CancellationToken ct) =>
        TypedResults.Ok(await SessionViews.Of(db, caller, http.Features.Get<SessionTicket>()!, ct));
}
