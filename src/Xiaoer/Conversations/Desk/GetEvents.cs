using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Desk;

/// <summary>What a desk missed since its cursor (P4): every event it may see, or the word that it must load afresh.</summary>
internal static class GetEvents
{
    private const int MostToReplay = 200;

    public static void Map(RouteGroupBuilder shops) => shops.MapGet("/events", Handle).RequirePermission(Permissions.ReadConversations);

    internal static async Task<IResult> Handle(Guid shop, Caller caller, XiaoerDb db, EventReader reader, long after = 0, CancellationToken ct = default)
    {
        var shopId = new ShopId(shop);
        var last = await db.LastCursor(shopId, ct);
        if (after > last || last - after > MostToReplay || after < 0) return TypedResults.Ok(new EventPage([], last, ReloadRequired: true));

        var events = await db.Set<StoredEvent>().AsNoTracking().Where(e => e.ShopId == shopId && e.Cursor > after && e.Cursor <= last).OrderBy(e => e.Cursor).ToListAsync(ct);
        var grant = caller.In(shopId)!;
        var live = new List<LiveEvent>();
        foreach (var (source, told) in await reader.Read(shopId, events, ct))
        {
            if (grant.Sees(new TeamId(told.Row.TeamId))) live.Add(LiveEvent.Of(source.Cursor, source.Name, told.Data));
            else if (source.Name == ConversationEvents.Assigned) live.Add(LiveEvent.Of(source.Cursor, ConversationEvents.Left, (object)new ConversationLeft(told.Row.Id)));
        }

        if (caller.May(shopId, Permissions.ReadCustomers))
            live.AddRange(events.Where(e => e.Name == CustomerEvents.Changed).Select(e => LiveEvent.Of(e.Cursor, e.Name, new CustomerChanged(e.Subject))));
        return TypedResults.Ok(new EventPage([.. live.OrderBy(e => e.Cursor)], last, ReloadRequired: false));
    }
}
