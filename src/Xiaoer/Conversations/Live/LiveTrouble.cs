using System.Diagnostics.Metrics;

namespace Xiaoer.Conversations.Live;

/// <summary>Counts live updates that were lost; each was caught up from the store.</summary>
internal static class LiveTrouble
{
    private static readonly Meter Meter = new("Xiaoer");
    public static readonly Counter<long> Lost = Meter.CreateCounter<long>("xiaoer_live_events_lost", description: "Live events not sent; clients catch up");
}
