using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Accounts.Contracts;

/// <summary>What other modules need to know of a shop.</summary>
internal sealed record ShopFacts(ShopId Id, string Name, string Currency, string TimeZone, string Locale, OfficeHours Hours)
{
    /// <summary>Whether its people answer now, and if not when next.</summary>
    public OpenState OpenAt(DateTimeOffset at) => OfficeHoursRules.At(Hours, TimeZoneInfo.FindSystemTimeZoneById(TimeZone), at);
}

/// <summary>Tells a shop's currency, clock and language.</summary>
internal sealed class ShopDirectory(XiaoerDb db)
{
    public Task<ShopFacts> Find(ShopId shop, CancellationToken ct = default) =>
        db.Set<Shop>().AsNoTracking().Where(s => s.Id == shop).Select(s => new ShopFacts(s.Id, s.Name, s.Currency, s.TimeZone, s.Locale, s.Hours)).SingleAsync(ct);

    public Task<List<ShopId>> All(CancellationToken ct = default) => db.Set<Shop>().AsNoTracking().OrderBy(s => s.Id).Select(s => s.Id).ToListAsync(ct);
}
