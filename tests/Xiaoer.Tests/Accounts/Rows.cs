using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Tests.Accounts;

/// <summary>Changes to people's rows as an owner's command makes them.</summary>
internal static class Rows
{
    public static async Task<int> Disable(XiaoerDb db, Guid shop, Guid person)
    {
        var (shopId, personId) = (new ShopId(shop), new PersonId(person));
        var membership = await db.Set<Membership>().SingleAsync(m => m.ShopId == shopId && m.PersonId == personId);
        membership.Disable(TimeProvider.System.Now());
        (await db.Set<Person>().SingleAsync(p => p.Id == personId)).AccessChanged();
        return await db.SaveChangesAsync();
    }

    public static async Task<Guid> KeyId(XiaoerDb db, Guid shop, string prefix)
    {
        var shopId = new ShopId(shop);
        return (await db.Set<ApiKey>().SingleAsync(k => k.ShopId == shopId && k.Prefix == prefix)).Id.Value;
    }
}
