using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Desk;

/// <summary>A shop's channels, each with the line of HTML that puts its widget on a page.</summary>
internal static class GetChannels
{
    public static void Map(RouteGroupBuilder shops) => shops.MapGet("/channels", Handle).RequirePermission(Permissions.ReadConversations);

    internal static async Task<Page<ChannelView>> Handle(Guid shop, HttpContext http, XiaoerDb db, Xiaoer.Platform.XiaoerOptions options, CancellationToken ct)
    {
        var shopId = new ShopId(shop);
        var origin = Origins.Ours(http, options);
        var channels = await db.Set<Channel>().AsNoTracking().Where(c => c.ShopId == shopId).OrderBy(c => c.CreatedAt).Take(Page<ChannelView>.MaxLimit).ToListAsync(ct);
        var widgets = await db.Set<ChannelWidget>().AsNoTracking().Where(w => w.ShopId == shopId).ToDictionaryAsync(w => w.ChannelId, w => w.Read(), ct);
        return new Page<ChannelView>([.. channels.Select(c => new ChannelView(
            c.Id.Value, c.Name, c.TeamId.Value, c.Color, ChannelSetup.Line(origin, c.Id.Value, widgets.GetValueOrDefault(c.Id)?.SeesAll ?? false)))], null);
    }
}
