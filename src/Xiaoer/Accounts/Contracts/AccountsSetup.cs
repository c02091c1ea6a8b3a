using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>Creates shops, teams and people without a request: the demo, the command line, tests. Inside a <c>Write</c> it joins in.</summary>
internal sealed class AccountsSetup(XiaoerDb db, Passwords passwords, LastOwner owners, Callers callers, AuditLog audit, TimeProvider time)
{
    /// <summary>A password nobody has thought of.</summary>
    public static string NewPassword() => System.Security.Cryptography.RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 16);

    public static void DemandPassword(string password, string email) => Passwords.Demand(password, email);

    /// <summary>Before the transaction that stores it.</summary>
    public Task<PasswordHash> Hash(string password, CancellationToken ct = default) => passwords.Hash(password, ct);

    public Task<ShopId?> FindShop(string name, CancellationToken ct = default) =>
        db.Set<Shop>().Where(s => s.Name == name).Select(s => (ShopId?)s.Id).SingleOrDefaultAsync(ct);

    public Task<PersonId?> FindPerson(string email, CancellationToken ct = default)
    {
        var normalized = EmailAddress.Normalize(email);
        return db.Set<Person>().Where(p => p.NormalizedEmail == normalized).Select(p => (PersonId?)p.Id).SingleOrDefaultAsync(ct);
    }

    public async Task<ShopId> CreateShop(
        string name, string currency = "CNY", string timeZone = "Asia/Shanghai", string locale = "zh-CN", ShopId? id = null, CancellationToken ct = default)
    {
        var shop = new Shop(id ?? new ShopId(time.NewId()), name, currency, timeZone, locale, time.Now());
        db.Shops.Add(shop);
        await db.SaveChangesAsync(ct);
        return shop.Id;
    }

    public async Task<TeamId> CreateTeam(ShopId shop, string name, TeamId? id = null, CancellationToken ct = default)
    {
        var team = new Team(shop, id ?? new TeamId(time.NewId()), name, time.Now());
        db.Teams.Add(team);
        await db.SaveChangesAsync(ct);
        return team.Id;
    }

    public async Task<PersonId> CreatePerson(
        string name, string email, PasswordHash password, string locale = "zh-CN", PersonId? id = null, CancellationToken ct = default)
    {
        if (!EmailAddress.TryRead(email, out var address)) throw new RuleBroken("people.bad_email", "This is not an e-mail address.");
        var person = new Person(id ?? new PersonId(time.NewId()), name, address, locale, time.Now()) { PasswordHash = password.Text };
        db.People.Add(person);
        await db.SaveChangesAsync(ct);
        return person.Id;
    }

    /// <summary>Gives a person a place in a shop: these roles and these teams, instead of what they had there.</summary>
    public async Task Join(ShopId shop, PersonId person, IReadOnlyList<Role> roles, IReadOnlyList<TeamId> teams, CancellationToken ct = default)
    {
        await db.Write(async token =>
        {
            await owners.Lock(shop, token);
            var membership = await db.Set<Membership>().SingleOrDefaultAsync(m => m.ShopId == shop && m.PersonId == person, token);
            if (membership is null) db.Memberships.Add(membership = new Membership(shop, person, time.Now()));
            membership.Give(roles, time.Now());

            var places = await db.Set<TeamMember>().Where(m => m.ShopId == shop && m.PersonId == person).ToListAsync(token);
            db.TeamMembers.RemoveRange(places.Where(p => !teams.Contains(p.TeamId)));
            db.TeamMembers.AddRange(teams.Distinct().Where(t => places.All(p => p.TeamId != t)).Select(t => new TeamMember(shop, t, person)));

            // Counted up in the store: a person may be given places in several shops at the same moment.
            await db.Set<Person>().Where(p => p.Id == person)
                .ExecuteUpdateAsync(u => u.SetProperty(p => p.AccessVersion, p => p.AccessVersion + 1), token);
            await db.SaveChangesAsync(token);
        }, ct);
        callers.Forget();
    }

    /// <summary>Everybody who owns a shop of the installation owns this one too: for a shop that was opened without a person at hand.</summary>
    /// <param name="besides">A shop whose owners own nothing else by it.</param>
    /// <returns>How many they are.</returns>
    public async Task<int> JoinOwners(ShopId shop, IReadOnlyList<TeamId> teams, ShopId? besides = null, CancellationToken ct = default)
    {
        var owners = await db.Set<Membership>()
            .Where(m => m.ShopId != shop && m.ShopId != besides && m.DisabledAt == null && m.Roles.Any(r => r.Role == Role.Owner))
            .Select(m => m.PersonId).Distinct().Order().ToListAsync(ct);
        foreach (var owner in owners)
        {
            audit.Note(shop, null, "person.added", owner.Value, new { Roles = new[] { Role.Owner }, TeamIds = teams.Select(t => t.Value) });
            await Join(shop, owner, [Role.Owner], teams, ct);
        }

        return owners.Count;
    }

    /// <summary>A new password; every session of the person ends and the account no longer rests.</summary>
    public async Task ResetPassword(PersonId person, PasswordHash password, CancellationToken ct = default)
    {
        await db.Write(async token =>
        {
            var found = await db.Set<Person>().SingleAsync(p => p.Id == person, token);
            found.PasswordHash = password.Text;
            (found.AccessFailedCount, found.LockoutEnd) = (0, null);
            found.AccessChanged();
            var at = time.Now();
            await db.Set<Session>().Where(s => s.PersonId == person && s.EndedAt == null).ExecuteUpdateAsync(u => u.SetProperty(s => s.EndedAt, at), token);
            await db.Set<KnownDevice>().Where(d => d.PersonId == person).ExecuteDeleteAsync(token);
            await db.SaveChangesAsync(token);
        }, ct);
        callers.Forget();
    }

    /// <summary>The key as it is shown once.</summary>
    public async Task<string> CreateApiKey(ShopId shop, string name, IReadOnlyList<string> scopes, PersonId createdBy, CancellationToken ct = default)
    {
        var text = ApiKeyText.New();
        db.ApiKeys.Add(new ApiKey(shop, new ApiKeyId(time.NewId()), name, text.Prefix, Secrets.Hash(text.Secret), createdBy, time.Now()) { Scopes = [.. scopes] });
        await db.SaveChangesAsync(ct);
        return text.ToString();
    }
}
