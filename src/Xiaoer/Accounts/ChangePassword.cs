using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A person changes their password, knowing the old one; all other sign-ins and known devices end.</summary>
internal static class ChangePassword
{
    public static void Map(RouteGroupBuilder api) => api.MapPost("/session/password", Handle).RequireAuthorization(Authorization.SignedInPerson);

    internal static async Task<Results<NoContent, ProblemHttpResult>> Handle(
        ChangePasswordRequest request, Caller caller, HttpContext http, XiaoerDb db, Passwords passwords, SignInLimits limits, SessionEnding ending,
        AuditLog audit, CancellationToken ct)
    {
        if (!limits.Allows(http)) return Problem.SlowDown(http, SignInLimits.Window);

        var (me, mine) = (caller.Agent, caller.Session!.Value);
        var person = await db.People.SingleAsync(p => p.Id == me, ct);
        if (await passwords.Check(person, request.CurrentPassword, ct) is not { } answer) return Problem.SlowDown(http, TimeSpan.FromSeconds(5));
        if (!answer.Right)
        {
            limits.Failed(http);
            throw new RuleBroken("password.wrong", "The current password is not right.");
        }

        Passwords.Demand(request.NewPassword, person.Email!);
        var hash = await passwords.Hash(request.NewPassword, ct);
        await db.Write(async token =>
        {
            person.PasswordHash = hash.Text;
            await ending.End(s => s.PersonId == me && s.Id != mine, token);
            await db.Set<KnownDevice>().Where(d => d.PersonId == me).ExecuteDeleteAsync(token);
            audit.Note(null, caller.Actor, "person.password_changed", me.Value);
        }, ct);
        ending.Done();
        return TypedResults.NoContent();
    }
}
