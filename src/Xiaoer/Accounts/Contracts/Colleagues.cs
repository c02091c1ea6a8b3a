using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>Finds people of a shop by what other systems call them.</summary>
internal sealed class Colleagues(XiaoerDb db)
{
    /// <summary>Those of the addresses that belong to members of the shop.</summary>
    public async Task<IReadOnlyDictionary<string, PersonId>> ByEmail(ShopId shop, IReadOnlyCollection<string> emails, CancellationToken ct)
    {
        var addresses = emails.Select(e => EmailAddress.TryRead(e, out var address) ? EmailAddress.Normalize(address) : "").Where(a => a.Length > 0).Distinct().ToList();
        var found = await db.People.AsNoTracking()
            .Where(p => addresses.Contains(p.NormalizedEmail!) && db.Set<Membership>().Any(m => m.ShopId == shop && m.PersonId == p.Id))
            .Select(p => new { p.Email, p.Id }).ToListAsync(ct);
        return found.ToDictionary(p => p.Email!, p => p.Id, StringComparer.OrdinalIgnoreCase);
    }
}
