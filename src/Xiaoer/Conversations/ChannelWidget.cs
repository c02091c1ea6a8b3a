using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>What a channel's widget offers beside talking, once the shop has changed it: quick entries, the rating, the offline form.</summary>
internal sealed class ChannelWidget(ShopId shopId, ChannelId channelId) : Entity
{
    public ShopId ShopId { get; private set; } = shopId;
    public ChannelId ChannelId { get; private set; } = channelId;

    /// <summary><see cref="WidgetSettings"/> as JSON.</summary>
    public string Settings { get; private set; } = "";

    public void Change(WidgetSettings settings) => Settings = Write(settings);

    public WidgetSettings Read() => JsonSerializer.Deserialize<WidgetSettings>(Settings, XiaoerJson.Lenient)!;

    public static string Write(WidgetSettings settings) => JsonSerializer.Serialize(settings, XiaoerJson.Options);
}

/// <summary>Finds a channel's widget settings; what nobody has changed is as it comes.</summary>
internal static class ChannelWidgets
{
    public static async Task<WidgetSettings> WidgetOf(this XiaoerDb db, ShopId shop, ChannelId channel, CancellationToken ct) =>
        (await db.Set<ChannelWidget>().AsNoTracking().SingleOrDefaultAsync(w => w.ShopId == shop && w.ChannelId == channel, ct))?.Read() ?? WidgetDefaults.Settings;
}
