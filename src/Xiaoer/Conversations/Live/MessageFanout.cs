using System.Threading.Channels;
using Xiaoer.Conversations.Posting;

namespace Xiaoer.Conversations.Live;

/// <summary>Between the message path and the hubs: bounded, oldest dropped. The message path never waits for it.</summary>
internal sealed class MessageFanout
{
    private readonly Channel<IReadOnlyList<PlannedMessage>> _posts = System.Threading.Channels.Channel.CreateBounded<IReadOnlyList<PlannedMessage>>(
        new BoundedChannelOptions(2_000) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });

    public ChannelReader<IReadOnlyList<PlannedMessage>> Reader => _posts.Reader;

    public void Announce(IReadOnlyList<PlannedMessage> posts)
    {
        if (posts.Count > 0) _posts.Writer.TryWrite(posts);
    }
}
