using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>
/// Free places are counted in the store: <c>open &lt; capacity</c> is part of the update that takes one, so two nodes cannot give away the same.
/// All of it inside <c>db.Write</c>, after the conversation's row is locked.
/// </summary>
internal static class Seats
{
    /// <summary>Takes a place, or throws <c>desk.no_free_seat</c>.</summary>
    public static async Task Take(this XiaoerDb db, ShopId shop, PersonId agent, int defaultCapacity, CancellationToken ct)
    {
        await db.EnsureSeat(shop, agent, defaultCapacity, ct);
        if (!await db.TryTake(shop, agent, ct)) throw new RuleBroken("desk.no_free_seat", "All of this agent's places are taken, or they are away.");
    }

    public static async Task<bool> TryTake(this XiaoerDb db, ShopId shop, PersonId agent, CancellationToken ct) =>
        await db.Set<Seat>().Where(s => s.ShopId == shop && s.PersonId == agent && s.Open < s.Capacity && s.Available)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.Open, s => s.Open + 1), ct) == 1;

    public static Task GiveBack(this XiaoerDb db, ShopId shop, PersonId agent, CancellationToken ct) =>
        db.Set<Seat>().Where(s => s.ShopId == shop && s.PersonId == agent && s.Open > 0)
            .ExecuteUpdateAsync(u => u.SetProperty(s => s.Open, s => s.Open - 1), ct);

    /// <summary>An agent's first conversation in a shop makes their seat.</summary>
    public static async Task EnsureSeat(this XiaoerDb db, ShopId shop, PersonId agent, int capacity, CancellationToken ct)
    {
        await using var command = db.Command(
            "INSERT INTO seats (shop_id, person_id, open, capacity, available) VALUES (@shop, @person, 0, @capacity, @available) ON CONFLICT (shop_id, person_id) DO NOTHING")
            .With("shop", shop.Value).With("person", agent.Value).With("capacity", capacity).With("available", true);
        await command.ExecuteNonQueryAsync(ct);
    }

    public static async Task<SeatView> Show(this XiaoerDb db, ShopId shop, PersonId agent, int defaultCapacity, CancellationToken ct) =>
        await db.Set<Seat>().AsNoTracking().Where(s => s.ShopId == shop && s.PersonId == agent)
            .Select(s => new SeatView(s.Open, s.Capacity, s.Available)).SingleOrDefaultAsync(ct) ?? new SeatView(0, defaultCapacity, true);

    /// <summary>The next number of a shop's conversations or visitors; from 1001, so that the first does not look like the first.</summary>
    public static async Task<long> NextNumber(this XiaoerDb db, ShopId shop, string name, CancellationToken ct)
    {
        await using var command = db.Command(
            """
            INSERT INTO shop_counters (shop_id, name, last) VALUES (@shop, @name, 1001)
            ON CONFLICT (shop_id, name) DO UPDATE SET last = shop_counters.last + 1 RETURNING last
            """).With("shop", shop.Value).With("name", name);
        return Convert.ToInt64(await command.ExecuteScalarAsync(ct), System.Globalization.CultureInfo.InvariantCulture);
    }
}
