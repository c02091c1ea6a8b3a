using Microsoft.AspNetCore.SignalR;

namespace Xiaoer.Conversations.Live;

/// <summary>Sends live events to groups. May lose them (Redis away): clients catch up, so a failure is counted and forgotten.</summary>
internal sealed class HubSender(IHubContext<AgentHub> desks, IHubContext<VisitorHub> widgets, ILogger<HubSender> log)
{
    public Task ToDesks(IReadOnlyList<string> groups, IReadOnlyList<OutgoingEvent> events) => Send(desks.Clients.Groups(groups), events);

    public Task ToDesk(string group, IReadOnlyList<OutgoingEvent> events) => Send(desks.Clients.Group(group), events);

    public Task ToVisitor(string group, IReadOnlyList<OutgoingEvent> events) => Send(widgets.Clients.Group(group), events);

    private async Task Send(IClientProxy to, IReadOnlyList<OutgoingEvent> events)
    {
        try
        {
            await to.SendAsync("events", events);
        }
        catch (Exception e) when (e is not OperationCanceledException)
        {
            LiveTrouble.Lost.Add(events.Count);
            log.LogWarning("Live updates did not go out ({Reason}); clients catch up from the store", e.GetType().Name);
        }
    }
}
