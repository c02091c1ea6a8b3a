using System.Globalization;
using Xiaoer.Platform.Live;

namespace Xiaoer.Platform.Database;

/// <summary>Numbers events per shop and stores them, as the last thing a transaction does.</summary>
internal static class EventLog
{
    /// <summary>One statement takes the shop's row lock and the numbers; the lock is held until the commit, so no later commit has a lower number.</summary>
    public const string TakeNumbers =
        """
        INSERT INTO shop_cursors (shop_id, last) VALUES (@shop, @count)
        ON CONFLICT (shop_id) DO UPDATE SET last = shop_cursors.last + excluded.last
        RETURNING last
        """;

    public const string Insert =
        "INSERT INTO events (shop_id, cursor, name, subject, sequence, actor, at) VALUES (@shop, @cursor, @name, @subject, @sequence, @actor, @at)";

    public static async Task<IReadOnlyList<CommittedEvent>> Number(XiaoerDb db, IReadOnlyList<RaisedEvent> raised, CancellationToken ct)
    {
        if (raised.Count == 0) return [];

        var committed = new List<CommittedEvent>(raised.Count);
        foreach (var ofShop in raised.GroupBy(e => e.Shop).OrderBy(g => g.Key.Value))
        {
            var events = ofShop.ToList();
            await using var take = db.Command(TakeNumbers).With("shop", ofShop.Key.Value).With("count", (long)events.Count);
            var cursor = Convert.ToInt64(await take.ExecuteScalarAsync(ct), CultureInfo.InvariantCulture) - events.Count;

            foreach (var e in events)
            {
                cursor++;
                await using var insert = db.Command(Insert)
                    .With("shop", e.Shop.Value).With("cursor", cursor).With("name", e.Name).With("subject", e.Subject)
                    .With("sequence", e.Sequence).With("actor", e.Actor).With("at", e.At);
                await insert.ExecuteNonQueryAsync(ct);
                committed.Add(new CommittedEvent(cursor, e));
            }
        }

        return committed;
    }
}
