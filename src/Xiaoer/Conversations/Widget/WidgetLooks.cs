using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>How a channel's widget presents itself now: its record, what it offers, and whether somebody answers.</summary>
internal sealed class WidgetLooks(XiaoerDb db, ShopDirectory shops, Attendance attendance, XiaoerOptions options)
{
    public async Task<WidgetLook> Of(Channel c, DateTimeOffset at, CancellationToken ct)
    {
        var shop = await shops.Find(c.ShopId, ct);
        var hours = shop.OpenAt(at);
        var settings = await db.WidgetOf(c.ShopId, c.Id, ct);
        var staffed = await attendance.AnyoneSince(c.ShopId, at.AddMinutes(-options.Conversations.NobodyAfterMinutes), ct);
        return new WidgetLook(
            c.Id.Value, c.Name, c.Color, c.WelcomeZh, c.WelcomeEn, c.Signatures, c.SignatureSeconds, shop.Currency, hours.Open, hours.OpensAt,
            settings.Entries, settings.Rating, settings.OfflineForm, staffed);
    }
}
