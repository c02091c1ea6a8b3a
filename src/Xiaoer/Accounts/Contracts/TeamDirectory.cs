using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>To whom a conversation can be handed: a colleague, or a team's queue.</summary>
internal sealed record HandoverTarget(TeamId? Team, PersonId? Person, string Name, IReadOnlyList<TeamId> TeamsOfPerson)
{
    /// <summary>The team it belongs to from then on: the named one, else the present one when the colleague is in it, else the colleague's first.</summary>
    public TeamId TeamOr(TeamId present) => Team ?? (TeamsOfPerson.Count == 0 || TeamsOfPerson.Contains(present) ? present : TeamsOfPerson[0]);
}

/// <summary>Looks up colleagues and teams of a shop.</summary>
internal sealed class TeamDirectory(XiaoerDb db, TimeProvider time)
{
    /// <summary>May the person answer in conversations of this team? Nobody is given one they could not serve.</summary>
    public async Task<bool> CanServe(ShopId shop, TeamId team, PersonId person, CancellationToken ct) =>
        (await new CallerReader(db, time.Now()).Grants(person, ct)).TryGetValue(shop, out var grant) && grant.Permissions.Contains(Permissions.Reply) && grant.Sees(team);

    /// <summary>Does the person see conversations of this team?</summary>
    public async Task<bool> MaySee(ShopId shop, TeamId team, PersonId person, CancellationToken ct) =>
        (await new CallerReader(db, time.Now()).Grants(person, ct)).TryGetValue(shop, out var grant) && grant.Permissions.Contains(Permissions.ReadConversations) && grant.Sees(team);

    public async Task<IReadOnlyDictionary<Guid, string>> Names(ShopId shop, CancellationToken ct) =>
        await db.Set<Team>().AsNoTracking().Where(t => t.ShopId == shop).ToDictionaryAsync(t => t.Id.Value, t => t.Name, ct);

    /// <summary>Null when the person is not an active member of the shop, or the team not one of its teams.</summary>
    public async Task<HandoverTarget?> Find(ShopId shop, Guid? team, Guid? person, CancellationToken ct)
    {
        string? name = null;
        TeamId? teamId = team is { } t ? new TeamId(t) : null;
        if (teamId is { } wanted)
        {
            name = await db.Set<Team>().AsNoTracking().Where(x => x.ShopId == shop && x.Id == wanted).Select(x => x.Name).SingleOrDefaultAsync(ct);
            if (name is null) return null;
        }

        if (person is not { } p) return new HandoverTarget(teamId, null, name!, []);

        var personId = new PersonId(p);
        if (!await db.Set<Membership>().AnyAsync(m => m.ShopId == shop && m.PersonId == personId && m.DisabledAt == null, ct)) return null;
        name = await db.Set<Person>().AsNoTracking().Where(x => x.Id == personId).Select(x => x.Name).SingleOrDefaultAsync(ct);
        if (name is null) return null;
        var teams = await db.Set<TeamMember>().AsNoTracking().Where(m => m.ShopId == shop && m.PersonId == personId).Select(m => m.TeamId).ToListAsync(ct);
        return new HandoverTarget(teamId, personId, name, teams);
    }

    /// <summary>The wait limits of those teams that set one, in seconds.</summary>
    public async Task<IReadOnlyDictionary<Guid, int>> WaitLimits(ShopId shop, CancellationToken ct) =>
        await db.Set<Team>().AsNoTracking().Where(t => t.ShopId == shop && t.WaitSeconds != null).ToDictionaryAsync(t => t.Id.Value, t => t.WaitSeconds!.Value, ct);
}
