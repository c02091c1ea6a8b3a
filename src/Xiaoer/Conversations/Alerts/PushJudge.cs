using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Alerts;

/// <summary>Whether a notice is still worth sending, and in which words; the device may be over altogether.</summary>
internal sealed record PushVerdict(PushDevice? Device, PushNotice? Notice, bool DeviceOver);

/// <summary>
/// Looks again at the moment of sending: the session, the person and their rights, what they chose, whether a desk is in front of them, and whether
/// what was to be told still is so.
/// </summary>
internal sealed class PushJudge(XiaoerDb db, Callers callers, ConversationRows rows, TeamDirectory teams, ShopDirectory shops, TimeProvider time)
{
    private static readonly PushVerdict Over = new(null, null, DeviceOver: true);
    private static readonly PushVerdict NotNow = new(null, null, DeviceOver: false);

    public async Task<PushVerdict> Of(PushDelivery delivery, CancellationToken ct)
    {
        if (await db.Set<PushDevice>().AsNoTracking().SingleOrDefaultAsync(d => d.Id == delivery.DeviceId, ct) is not { } device) return NotNow;
        if (await callers.Look(device.SessionId, ct) is not { } caller || caller.Person != device.PersonId) return Over;
        if (!caller.May(delivery.ShopId, Permissions.ReadConversations)) return NotNow;

        var (me, now) = (device.PersonId, time.Now());
        var settings = (await db.Set<NotificationChoice>().AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == me, ct))?.Settings ?? NotificationSettings.Standard;
        if (!DeskAlerts.Wanted(settings, delivery.Reason) || QuietRules.IsQuiet(settings.Quiet, now) || await DeskFronts.Any(db, me, now, ct)) return NotNow;

        var (shop, wanted) = (delivery.ShopId, delivery.ConversationId);
        var row = (await rows.Read(db.Set<Conversation>().VisibleTo(caller, shop).Where(c => c.Id == wanted), ct)).SingleOrDefault();
        if (row is null || !await StillSo(delivery, row, caller, settings, now, ct)) return NotNow;
        return new PushVerdict(device, PushWords.Of(delivery, row, settings.ShowText, device.Locale), DeviceOver: false);
    }

    private async Task<bool> StillSo(PushDelivery delivery, ConversationRow row, Caller caller, NotificationSettings settings, DateTimeOffset now, CancellationToken ct)
    {
        var me = caller.Agent.Value;
        switch (delivery.Reason)
        {
            case AlertReason.Mentioned:
                var (called, note) = (new PersonId(me), delivery.Sequence);
                return await db.Set<Mention>().AnyAsync(m => m.ShopId == delivery.ShopId && m.PersonId == called && m.ConversationId == delivery.ConversationId && m.Sequence == note && m.SeenAt == null, ct);
            case AlertReason.NewInMine:
                return row.Status != ConversationStatus.Resolved && row.AssigneeId == me && row.Marks.AgentRead < (delivery.Sequence ?? long.MaxValue);
            case AlertReason.NewInQueue:
                return row is { Status: ConversationStatus.Queued, WaitingSince: not null };
            default:
                var grant = caller.In(delivery.ShopId)!;
                var watcher = new WaitWatcher(me, [.. grant.Teams.Select(t => t.Value)], settings.WaitSeconds, await teams.WaitLimits(delivery.ShopId, ct));
                var shop = await shops.Find(delivery.ShopId, ct);
                return WaitAlerts.Late([row], watcher, shop.Hours, TimeZoneInfo.FindSystemTimeZoneById(shop.TimeZone), now) is [var late] && late.Key.Since == delivery.Since;
        }
    }
}
