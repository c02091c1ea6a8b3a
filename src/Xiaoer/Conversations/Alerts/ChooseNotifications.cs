using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Alerts;

/// <summary>A person's own notifications and sounds (A3.3): read, and chosen anew on all their pages at once.</summary>
internal static class ChooseNotifications
{
    public static void Map(RouteGroupBuilder api)
    {
        var notifications = api.MapGroup("/notifications").RequireAuthorization(Authorization.SignedInPerson);
        notifications.MapGet("", Read);
        notifications.MapPut("", Choose);
    }

    internal static async Task<Ok<NotificationsView>> Read(Caller caller, HttpContext http, XiaoerDb db, CancellationToken ct)
    {
        var me = caller.Agent;
        var choice = await db.Set<NotificationChoice>().AsNoTracking().SingleOrDefaultAsync(c => c.PersonId == me, ct);
        http.SetETag(choice?.Version ?? 0);
        return TypedResults.Ok(View(choice));
    }

    internal static async Task<Results<Ok<NotificationsView>, ProblemHttpResult>> Choose(
        NotificationSettings request, Caller caller, HttpContext http, XiaoerDb db, HubSender hubs, CancellationToken ct)
    {
        if (request.Quiet is { } quiet && !TimeZoneInfo.TryFindSystemTimeZoneById(quiet.Zone, out _)) return Invalid.Of("quiet.zone", "Not a time zone, e.g. Asia/Shanghai.");

        var me = caller.Agent;
        var (chosen, stale) = await db.WriteInTurn<(NotificationChoice?, ProblemHttpResult?)>(async token =>
        {
            var known = await db.Set<NotificationChoice>().SingleOrDefaultAsync(c => c.PersonId == me, token);
            if (http.Stale(known?.Version ?? 0) is { } refused) return (known, refused);
            if (known is null) db.Add(known = new NotificationChoice(me, request));
            else known.Choose(request);
            return (known, null);
        }, ct);
        if (stale is not null) return stale;

        var view = View(chosen);
        http.SetETag(view.Version);
        OutgoingEvent[] told = [new(0, ConversationEvents.NotificationsChanged, new NotificationsChanged(me.Value, view))];
        hubs.ToDesks([.. caller.Shops.Keys.Select(shop => Groups.Agent(shop, me))], told);
        return TypedResults.Ok(view);
    }

    private static NotificationsView View(NotificationChoice? choice) => new(choice?.Settings ?? NotificationSettings.Standard, choice?.Version ?? 0);
}
