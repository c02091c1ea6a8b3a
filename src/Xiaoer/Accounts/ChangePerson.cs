using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Roles, teams and whether a person may still come in. Their live connections in any shop reopen with what they have now.</summary>
internal static class ChangePerson
{
    public static void Map(RouteGroupBuilder api) =>
        api.MapPut("/shops/{shop:guid}/people/{person:guid}", Handle).RequirePerson(Permissions.ManagePeople).Produces<ShopPersonView>();

    internal static async Task<IResult> Handle(
        Guid shop, Guid person, ChangePersonRequest request, Caller caller, HttpContext http, XiaoerDb db, PersonChange change, ShopPeople people,
        Callers callers, CancellationToken ct)
    {
        var (shopId, personId) = (new ShopId(shop), new PersonId(person));
        var refused = await db.Write(token => change.Apply(caller, shopId, personId, request, http, token), ct);
        if (refused is not null) return refused;
        callers.Forget();

        var view = (await people.View(shopId, personId, ct))!;
        http.SetETag(view.Version);
        return TypedResults.Ok(view);
    }
}

/// <summary>The transaction that changes a person's place in a shop.</summary>
internal sealed class PersonChange(XiaoerDb db, LastOwner owners, ShopPeople people, SessionEnding ending, AuditLog audit, TimeProvider time)
{
    /// <summary>Null when it is done. Reads behind the lock: who comes second sees what the first has made of it.</summary>
    public async Task<IResult?> Apply(Caller caller, ShopId shop, PersonId id, ChangePersonRequest request, HttpContext http, CancellationToken ct)
    {
        await owners.Lock(shop, ct);
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.ShopId == shop && m.PersonId == id, ct) is not { } membership) return TypedResults.NotFound();
        if (http.Stale(membership.Version) is { } stale) return stale;
        if (!ShopPeople.MayTouch(caller, shop, membership.Roles.Select(r => r.Role), request.Roles))
            return Problem.Of("people.owner_only", "Only an owner changes an owner.", StatusCodes.Status403Forbidden);

        var person = await db.Set<Person>().SingleAsync(p => p.Id == id, ct);
        if (person.Name != request.Name)
        {
            if (!await people.MayChangeAccount(caller, id, ct)) throw new RuleBroken("people.in_other_shops", "This account also belongs to a shop you do not manage.");
            person.Change(request.Name, person.Locale);
        }

        membership.Give(request.Roles, time.Now());
        if (request.Disabled) membership.Disable(time.Now());
        else membership.Enable(time.Now());
        await MoveTeams(shop, id, [.. request.TeamIds.Select(t => new TeamId(t))], ct);
        person.AccessChanged();
        audit.Note(shop, caller.Actor, "person.changed", id.Value, new { request.Roles, request.TeamIds, request.Disabled });
        await db.SaveChangesAsync(ct);

        await owners.Check(shop, ct);
        if (!await db.Set<Membership>().AnyAsync(m => m.PersonId == id && m.DisabledAt == null, ct)) await ending.End(s => s.PersonId == id, ct);
        return null;
    }

    private async Task MoveTeams(ShopId shop, PersonId person, IReadOnlyList<TeamId> wanted, CancellationToken ct)
    {
        await people.DemandTeams(shop, wanted, ct);
        var places = await db.Set<TeamMember>().Where(m => m.ShopId == shop && m.PersonId == person).ToListAsync(ct);
        db.TeamMembers.RemoveRange(places.Where(p => !wanted.Contains(p.TeamId)));
        db.TeamMembers.AddRange(wanted.Distinct().Where(t => places.All(p => p.TeamId != t)).Select(t => new TeamMember(shop, t, person)));
    }
}
