using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>
/// Who may change whom. A shop's managers rule over a person's place in their shop; over the account itself (name, password) only if they manage every shop
/// it has a place in. Owners are changed by owners alone.
/// </summary>
internal sealed class ShopPeople(XiaoerDb db)
{
    public async Task<ShopPersonView?> View(ShopId shop, PersonId person, CancellationToken ct) =>
        (await Views(shop, people => people.Where(p => p.Id == person), ct)).SingleOrDefault();

    /// <summary>People of a shop, in the order of their ids.</summary>
    public async Task<IReadOnlyList<ShopPersonView>> Views(ShopId shop, Func<IQueryable<Person>, IQueryable<Person>> filter, CancellationToken ct)
    {
        var found = await (
            from person in filter(db.Set<Person>().AsNoTracking())
            join membership in db.Set<Membership>().AsNoTracking() on person.Id equals membership.PersonId
            where membership.ShopId == shop
            orderby person.Id
            select new { Person = person, Membership = membership }).ToListAsync(ct);
        var ids = found.Select(f => f.Person.Id).ToList();
        var roles = (await db.Set<MembershipRole>().AsNoTracking().Where(r => r.ShopId == shop && ids.Contains(r.PersonId)).ToListAsync(ct)).ToLookup(r => r.PersonId, r => r.Role);
        var teams = (await db.Set<TeamMember>().AsNoTracking().Where(m => m.ShopId == shop && ids.Contains(m.PersonId)).ToListAsync(ct)).ToLookup(m => m.PersonId, m => m.TeamId.Value);

        return [.. found.Select(f => new ShopPersonView(
            f.Person.Id.Value, f.Person.Name, f.Person.Email!, [.. roles[f.Person.Id].Order()], [.. teams[f.Person.Id]],
            f.Membership.DisabledAt is not null, f.Membership.CreatedAt, f.Membership.Version))];
    }

    /// <summary>Only owners make, change or turn away owners.</summary>
    public static bool MayTouch(Caller caller, ShopId shop, IEnumerable<Role> now, IEnumerable<Role> wanted) =>
        caller.In(shop)!.Roles.Contains(Role.Owner) || !now.Concat(wanted).Contains(Role.Owner);

    public async Task<bool> MayChangeAccount(Caller caller, PersonId person, CancellationToken ct)
    {
        var places = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person).ToListAsync(ct);
        return places.All(m => caller.May(m.ShopId, Permissions.ManagePeople) && MayTouch(caller, m.ShopId, m.Roles.Select(r => r.Role), []));
    }

    /// <summary>Whether the caller manages a shop where this person already is.</summary>
    public async Task<bool> MayBring(Caller caller, PersonId person, CancellationToken ct)
    {
        var shops = await db.Set<Membership>().Where(m => m.PersonId == person && m.DisabledAt == null).Select(m => m.ShopId).ToListAsync(ct);
        return shops.Any(shop => caller.May(shop, Permissions.ManagePeople));
    }

    public async Task DemandTeams(ShopId shop, IReadOnlyList<TeamId> teams, CancellationToken ct)
    {
        var wanted = teams.Distinct().ToList();
        if (await db.Set<Team>().CountAsync(t => t.ShopId == shop && wanted.Contains(t.Id), ct) != wanted.Count)
            throw new RuleBroken("team.unknown", "The shop has no such team.");
    }
}
