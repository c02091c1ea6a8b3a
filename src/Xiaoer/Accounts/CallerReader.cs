using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>Reads who a session or key belongs to and what they may do where.</summary>
internal sealed class CallerReader(XiaoerDb db, DateTimeOffset now)
{
    public async Task<Callers.Known?> Session(SessionId id, CancellationToken ct)
    {
        var (seenAfter, madeAfter) = (now - Accounts.Session.IdleLimit, now - Accounts.Session.AgeLimit);
        var found = await (
            from session in db.Set<Session>().AsNoTracking()
            join person in db.Set<Person>() on session.PersonId equals person.Id
            where session.Id == id && session.EndedAt == null && session.LastSeenAt > seenAfter && session.CreatedAt > madeAfter
            select new { session.SecretHash, session.LastSeenAt, person.Id, person.Name, person.AccessVersion }).SingleOrDefaultAsync(ct);
        if (found is null) return null;

        var shops = await Grants(found.Id, ct);
        if (shops.Count == 0) return null;

        var caller = new Caller(found.Id, null, id, found.Name, shops) { AccessVersion = found.AccessVersion };
        return new Callers.Known(found.SecretHash, caller, found.LastSeenAt, now);
    }

    public Task<Callers.Known?> Key(string prefix, CancellationToken ct) => Key(db.ApiKeys.Where(k => k.Prefix == prefix), ct);

    public Task<Callers.Known?> Key(ApiKeyId id, CancellationToken ct) => Key(db.ApiKeys.Where(k => k.Id == id), ct);

    private async Task<Callers.Known?> Key(IQueryable<ApiKey> keys, CancellationToken ct)
    {
        if (await keys.AsNoTracking().SingleOrDefaultAsync(k => k.RevokedAt == null, ct) is not { } key) return null;

        var grant = new ShopGrant(key.ShopId, [], key.Scopes.ToHashSet(), new HashSet<TeamId>(), AllTeams: true);
        var caller = new Caller(null, key.Id, null, key.Name, new Dictionary<ShopId, ShopGrant> { [key.ShopId] = grant });
        return new Callers.Known(key.SecretHash, caller, key.LastUsedAt ?? DateTimeOffset.UnixEpoch, now);
    }

    /// <summary>The shops a person may enter. None: they cannot sign in anywhere.</summary>
    public async Task<IReadOnlyDictionary<ShopId, ShopGrant>> Grants(PersonId person, CancellationToken ct)
    {
        var memberships = await db.Memberships.AsNoTracking().Where(m => m.PersonId == person && m.DisabledAt == null).ToListAsync(ct);
        var teams = (await db.TeamMembers.AsNoTracking().Where(m => m.PersonId == person).ToListAsync(ct)).ToLookup(m => m.ShopId, m => m.TeamId);

        return memberships.ToDictionary(m => m.ShopId, m =>
        {
            Role[] roles = [.. m.Roles.Select(r => r.Role).Order()];
            var permissions = roles.SelectMany(Permissions.Of).ToHashSet();
            var allTeams = permissions.Contains(Permissions.LeadConversations) || roles.Contains(Role.Compliance);
            return new ShopGrant(m.ShopId, roles, permissions, teams[m.ShopId].ToHashSet(), allTeams);
        });
    }
}
