using Microsoft.AspNetCore.SignalR;

namespace Xiaoer.Conversations.Live;

/// <summary>
/// Sends live events to groups. It never waits: one connection that does not read would hold up everybody (FT-25), and so would Redis while it is
/// away. What one connection hears stays in order, and too much under way is dropped; clients catch up, so a loss is counted and forgotten.
/// </summary>
internal sealed class HubSender(IHubContext<AgentHub> desks, IHubContext<VisitorHub> widgets, ILogger<HubSender> log)
{
    private const int MostUnderWay = 4_000;
    private int _underWay;

    public void ToDesks(IReadOnlyList<string> groups, IReadOnlyList<OutgoingEvent> events) => _ = Send(desks.Clients.Groups(groups), events);

    public void ToDesk(string group, IReadOnlyList<OutgoingEvent> events) => _ = Send(desks.Clients.Group(group), events);

    public void ToVisitor(string group, IReadOnlyList<OutgoingEvent> events) => _ = Send(widgets.Clients.Group(group), events);

    private async Task Send(IClientProxy to, IReadOnlyList<OutgoingEvent> events)
    {
        if (Interlocked.Increment(ref _underWay) > MostUnderWay)
        {
            Interlocked.Decrement(ref _underWay);
            LiveTrouble.Lost.Add(events.Count);
            return;
        }

        try
        {
            await to.SendAsync("events", events);
        }
        catch (Exception e)
        {
            LiveTrouble.Lost.Add(events.Count);
            if (e is not OperationCanceledException) log.LogWarning("Live updates did not go out ({Reason}); clients catch up from the store", e.GetType().Name);
        }
        finally
        {
            Interlocked.Decrement(ref _underWay);
        }
    }
}
