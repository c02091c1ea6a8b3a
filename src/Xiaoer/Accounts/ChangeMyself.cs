using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A person's own name and language.</summary>
internal static class ChangeMyself
{
    public static void Map(RouteGroupBuilder api) => api.MapPut("/session", Handle).RequireAuthorization(Authorization.SignedInPerson);

    internal static async Task<Ok<SessionView>> Handle(
        ChangeMyselfRequest request, Caller caller, HttpContext http, XiaoerDb db, Callers callers, CancellationToken ct)
    {
        var me = caller.Agent;
        var person = await db.People.SingleAsync(p => p.Id == me, ct);
        person.Change(request.Name, request.Locale);
        await db.SaveChangesAsync(ct);
        callers.Forget();
        return TypedResults.Ok(await SessionViews.Of(db, caller, http.Features.Get<SessionTicket>()!, ct));
    }
}
