using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>What a channel's widget offers beside talking. Widgets that are open have it after their next visit.</summary>
internal static class ChangeWidget
{
    public static void Map(RouteGroupBuilder shops)
    {
        shops.MapGet("/channels/{id:guid}/widget", One).RequirePermission(Permissions.ManageChannels).Produces<ChannelWidgetView>();
        shops.MapPut("/channels/{id:guid}/widget", Handle).RequirePermission(Permissions.ManageChannels).Produces<ChannelWidgetView>();
    }

    internal static async Task<IResult> One(Guid shop, Guid id, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ChannelId(id));
        if (!await db.Set<Channel>().AnyAsync(c => c.ShopId == shopId && c.Id == wanted, ct)) return TypedResults.NotFound();
        var known = await db.Set<ChannelWidget>().AsNoTracking().SingleOrDefaultAsync(w => w.ShopId == shopId && w.ChannelId == wanted, ct);
        http.SetETag(known?.Version ?? 0);
        return TypedResults.Ok(new ChannelWidgetView(id, known?.Read() ?? WidgetDefaults.Settings, known?.Version ?? 0));
    }

    internal static async Task<IResult> Handle(Guid shop, Guid id, WidgetSettings request, Caller caller, HttpContext http, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ChannelId(id));
        if (!await db.Set<Channel>().AnyAsync(c => c.ShopId == shopId && c.Id == wanted, ct)) return TypedResults.NotFound();
        if (WidgetRules.Refuse(request) is { } code) return Problem.Of(code, "These widget settings cannot be kept.", 400);
        if (ChannelWidget.Write(request).Length > ChannelWidgetMapping.Longest) return Problem.Of("widget.too_long", "All entries and questions together are too long.", 400);

        var known = await db.Set<ChannelWidget>().SingleOrDefaultAsync(w => w.ShopId == shopId && w.ChannelId == wanted, ct);
        if (http.Stale(known?.Version ?? 0) is { } stale) return stale;
        if (known is null) db.Add(known = new ChannelWidget(shopId, wanted));
        known.Change(request);
        audit.Note(shopId, caller.Actor, "channel.widget_changed", id, new { Entries = request.Entries.Count, request.Rating.Asked, request.OfflineForm, request.SeesAll });
        await db.SaveChangesAsync(ct);
        http.SetETag(known.Version);
        return TypedResults.Ok(new ChannelWidgetView(id, known.Read(), known.Version));
    }
}
