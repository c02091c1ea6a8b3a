using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations;

/// <summary>Tells Accounts how busy colleagues are, for the transfer dialog.</summary>
internal sealed class ColleagueSeats(XiaoerDb db) : IColleagueSeats
{
    public async Task<IReadOnlyDictionary<PersonId, SeatLoad>> Of(ShopId shop, CancellationToken ct) => await db.Set<Seat>().AsNoTracking()
        .Where(s => s.ShopId == shop).ToDictionaryAsync(s => s.PersonId, s => new SeatLoad(s.Open, s.Capacity), ct);
}
