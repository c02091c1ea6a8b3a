using System.Threading.Channels;
using Xiaoer.Platform.Database;

namespace Xiaoer.Platform.Live;

/// <summary>An event that is in the store for good.</summary>
internal sealed record CommittedEvent(long Cursor, RaisedEvent Event);

/// <summary>
/// Between commit and hub: bounded, and the oldest is dropped when nobody takes them (Redis away). Nothing waits for it; clients catch up from the store.
/// </summary>
internal sealed class LiveQueue
{
    private readonly Channel<IReadOnlyList<CommittedEvent>> _events = Channel.CreateBounded<IReadOnlyList<CommittedEvent>>(
        new BoundedChannelOptions(10_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<IReadOnlyList<CommittedEvent>> Reader => _events.Reader;

    public void Announce(IReadOnlyList<CommittedEvent> committed)
    {
        if (committed.Count > 0) _events.Writer.TryWrite(committed);
    }
}
