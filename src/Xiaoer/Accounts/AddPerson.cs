using Microsoft.AspNetCore.Http.HttpResults;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A new colleague gets an account and a place in the shop, or somebody from another shop of the caller's a place in this one.</summary>
internal static class AddPerson
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPost("/shops/{shop:guid}/people", Handle).RequirePerson(Permissions.ManagePeople);

    internal static async Task<Results<Created<ShopPersonView>, ProblemHttpResult>> Handle(
        Guid shop, AddPersonRequest request, Caller caller, HttpContext http, XiaoerDb db, AccountsSetup setup, ShopPeople people, AuditLog audit, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        if (!ShopPeople.MayTouch(caller, shopId, [], request.Roles)) return Problem.Of("people.owner_only", "Only an owner makes an owner.", StatusCodes.Status403Forbidden);
        if (!EmailAddress.TryRead(request.Email, out var email)) return Invalid.Of("email", "This is not an e-mail address.");

        PasswordHash? hash = request.Password is { } password && await setup.FindPerson(email, ct) is null ? await Hash(setup, password, email, ct) : null;
        var person = await db.Write(async token =>
        {
            TeamId[] teams = [.. request.TeamIds.Select(t => new TeamId(t))];
            await people.DemandTeams(shopId, teams, token);
            var id = await Find(request, email, shopId, caller, setup, people, token) ?? await Create(request, email, hash, setup, token);
            await setup.Join(shopId, id, request.Roles, teams, token);
            audit.Note(shopId, caller.Actor, "person.added", id.Value, new { request.Roles, request.TeamIds });
            return id;
        }, ct);

        var view = (await people.View(shopId, person, ct))!;
        http.SetETag(view.Version);
        return TypedResults.Created($"/api/v1/shops/{shop}/people/{person.Value}", view);
    }

    private static async Task<PersonId?> Find(
        AddPersonRequest request, string email, ShopId shop, Caller caller, AccountsSetup setup, ShopPeople people, CancellationToken ct)
    {
        if (await setup.FindPerson(email, ct) is not { } known) return null;
        var free = request.Password is null && await people.View(shop, known, ct) is null && await people.MayBring(caller, known, ct);
        return free ? known : throw new RuleBroken("people.email_taken", "There is an account with this address.");
    }

    private static Task<PasswordHash> Hash(AccountsSetup setup, string password, string email, CancellationToken ct)
    {
        Passwords.Demand(password, email);
        return setup.Hash(password, ct);
    }

    private static Task<PersonId> Create(AddPersonRequest request, string email, PasswordHash? hash, AccountsSetup setup, CancellationToken ct)
    {
        if (hash is not { } password) throw new RuleBroken("password.too_short", "A new account needs a first password.");
        return setup.CreatePerson(request.Name, email, password, request.Locale ?? Locales.Chinese, ct: ct);
    }
}
