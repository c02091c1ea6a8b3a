using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>Tells whether somebody who answers visitors has been at their desk lately, or a program that may answer for it at work.</summary>
internal sealed class Attendance(XiaoerDb db)
{
    private static readonly List<Role> Answering = [.. Enum.GetValues<Role>().Where(r => Permissions.Of(r).Contains(Permissions.Reply))];

    public async Task<bool> AnyoneSince(ShopId shop, DateTimeOffset since, CancellationToken ct) => await (
        from session in db.Set<Session>()
        join membership in db.Set<Membership>() on session.PersonId equals membership.PersonId
        join role in db.Set<MembershipRole>() on new { membership.ShopId, membership.PersonId } equals new { role.ShopId, role.PersonId }
        where membership.ShopId == shop && membership.DisabledAt == null && session.EndedAt == null && session.LastSeenAt > since && Answering.Contains(role.Role)
        select session.Id).AnyAsync(ct)
        || (await db.Set<ApiKey>().AsNoTracking().Where(k => k.ShopId == shop && k.RevokedAt == null && k.LastUsedAt > since).ToListAsync(ct)).Exists(k => k.Scopes.Contains(Permissions.Reply));
}
