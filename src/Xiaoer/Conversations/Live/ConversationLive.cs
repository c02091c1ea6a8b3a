using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Live;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations.Live;

/// <summary>Takes the committed events of commands (claims, transfers, steps …), looks up how things are now and tells desks and visitors.</summary>
internal sealed class ConversationLive(LiveQueue queue, IServiceScopeFactory scopes, HubSender hubs, ILogger<ConversationLive> log) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var committed in queue.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await Tell(committed, stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning(e, "Live updates of {Count} events were dropped; clients catch up", committed.Count);
            }
        }
    }

    private async Task Tell(IReadOnlyList<CommittedEvent> committed, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var reader = scope.ServiceProvider.GetRequiredService<EventReader>();
        foreach (var changed in committed.Where(e => e.Event.Name == CustomerEvents.Changed))
            hubs.ToDesk(Groups.Customers(changed.Event.Shop), [new OutgoingEvent(changed.Cursor, CustomerEvents.Changed, new CustomerChanged(changed.Event.Subject))]);
        foreach (var ofShop in committed.Where(e => ConversationEvents.All.Contains(e.Event.Name)).GroupBy(e => e.Event.Shop))
        {
            foreach (var (source, told) in await reader.Read(ofShop.Key, [.. ofShop.Select(Stored)], ct))
            {
                var live = new OutgoingEvent(source.Cursor, source.Name, told.Data);
                // Good-bye first: who sees both teams keeps the row by what comes after.
                if (ofShop.First(e => e.Cursor == source.Cursor).Event.Former is { } former) Farewell(ofShop.Key, former, told.Row, live);
                hubs.ToDesks(Desks(told.Row), [live]);
                if (told.ForVisitor is { } data) hubs.ToVisitor(Groups.Visitor(new VisitorId(told.Row.VisitorId)), [live with { Data = data }]);
            }
        }
    }

    private static StoredEvent Stored(CommittedEvent e) => new()
    {
        ShopId = e.Event.Shop,
        Cursor = e.Cursor,
        Name = e.Event.Name,
        Subject = e.Event.Subject,
        Sequence = e.Event.Sequence,
        Actor = e.Event.Actor,
        At = e.Event.At,
    };

    // The queue hears every change of hands: a row must leave it the moment somebody takes it.
    private static List<string> Desks(ConversationRow row)
    {
        var shop = new Shared.Accounts.ShopId(row.ShopId);
        var team = new Shared.Accounts.TeamId(row.TeamId);
        var groups = new List<string> { Groups.Queue(shop, team), Groups.Watchers(shop, team), Groups.Thread(team, new ConversationId(row.Id)) };
        if (row.AssigneeId is { } assignee) groups.Add(Groups.Agent(shop, new Shared.Accounts.PersonId(assignee)));
        return groups;
    }

    private void Farewell(Shared.Accounts.ShopId shop, FormerHands former, ConversationRow row, OutgoingEvent live)
    {
        if (former.Team.Value == row.TeamId)
        {
            if (former.Person is { } person) hubs.ToDesk(Groups.Agent(shop, person), [live]);
            return;
        }

        var left = new OutgoingEvent(0, ConversationEvents.Left, new ConversationLeft(row.Id));
        hubs.ToDesks([Groups.Queue(shop, former.Team), Groups.Watchers(shop, former.Team), Groups.Thread(former.Team, new ConversationId(row.Id))], [left]);
    }
}
