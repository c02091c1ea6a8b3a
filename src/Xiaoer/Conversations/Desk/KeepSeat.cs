using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent's own seat: online or away, and how many conversations at once (A1.7).</summary>
internal static class KeepSeat
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapGet("/seat", Get).RequirePerson(Permissions.Reply);
        shops.MapPut("/seat", Put).RequirePerson(Permissions.Reply);
    }

    internal static async Task<SeatView> Get(Guid shop, Caller caller, XiaoerDb db, XiaoerOptions options, CancellationToken ct) =>
        await db.Show(new ShopId(shop), caller.Agent, options.Conversations.SeatCapacity, ct);

    internal static async Task<SeatView> Put(Guid shop, SetSeatRequest request, Caller caller, XiaoerDb db, XiaoerOptions options, CancellationToken ct)
    {
        var (shopId, me) = (new ShopId(shop), caller.Agent);
        await db.Write(async token =>
        {
            await db.EnsureSeat(shopId, me, options.Conversations.SeatCapacity, token);
            var seat = db.Set<Seat>().Where(s => s.ShopId == shopId && s.PersonId == me);
            if (request.Available is { } available) await seat.ExecuteUpdateAsync(u => u.SetProperty(s => s.Available, available), token);
            if (request.Capacity is { } capacity) await seat.ExecuteUpdateAsync(u => u.SetProperty(s => s.Capacity, capacity), token);
        }, ct);
        return await db.Show(shopId, me, options.Conversations.SeatCapacity, ct);
    }
}
