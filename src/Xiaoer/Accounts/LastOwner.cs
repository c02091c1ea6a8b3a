using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts;

/// <summary>A shop always keeps an owner who can come in. Changes of its people queue up on the shop's row, so two owners cannot remove each other at once.</summary>
internal sealed class LastOwner(XiaoerDb db, TimeProvider time)
{
    /// <summary>First step of a transaction that changes people of a shop.</summary>
    public Task Lock(ShopId shop, CancellationToken ct)
    {
        var at = time.Now();
        return db.Set<Shop>().Where(s => s.Id == shop).ExecuteUpdateAsync(u => u.SetProperty(s => s.PeopleChangedAt, at), ct);
    }

    /// <summary>Last step, after saving: nothing stays if nobody owns the shop any more.</summary>
    public async Task Check(ShopId shop, CancellationToken ct)
    {
        var owned = await db.Set<Membership>().AnyAsync(m => m.ShopId == shop && m.DisabledAt == null && m.Roles.Any(r => r.Role == Role.Owner), ct);
        if (!owned) throw new RuleBroken("people.last_owner", "A shop keeps at least one owner.");
    }
}
