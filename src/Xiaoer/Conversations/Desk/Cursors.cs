using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations.Desk;

/// <summary>Where a shop's event log stands.</summary>
internal static class Cursors
{
    public static Task<long> LastCursor(this XiaoerDb db, ShopId shop, CancellationToken ct) =>
        db.Set<ShopCursor>().AsNoTracking().Where(c => c.ShopId == shop).Select(c => c.Last).SingleOrDefaultAsync(ct);
}
