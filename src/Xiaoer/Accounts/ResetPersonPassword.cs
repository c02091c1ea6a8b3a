using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A manager gives a colleague a new first password; whoever is signed in with the old one is out.</summary>
internal static class ResetPersonPassword
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/shops/{shop:guid}/people/{person:guid}/password", Handle).RequirePerson(Permissions.ManagePeople);

    internal static async Task<Results<NoContent, NotFound, ProblemHttpResult>> Handle(
        Guid shop, Guid person, ResetPasswordRequest request, Caller caller, XiaoerDb db, ShopPeople people, AccountsSetup setup, AuditLog audit,
        Callers callers, CancellationToken ct)
    {
        var (shopId, personId) = (new ShopId(shop), new PersonId(person));
        if (await people.View(shopId, personId, ct) is not { } view) return TypedResults.NotFound();
        if (!await people.MayChangeAccount(caller, personId, ct))
            return Problem.Of("people.in_other_shops", "This account is an owner's or also belongs to a shop you do not manage.", StatusCodes.Status403Forbidden);
        Passwords.Demand(request.Password, view.Email);

        var hash = await setup.Hash(request.Password, ct);
        await db.Write(async token =>
        {
            await setup.ResetPassword(personId, hash, token);
            audit.Note(shopId, caller.Actor, "person.password_reset", person);
        }, ct);
        callers.Forget();
        return TypedResults.NoContent();
    }
}
