using System.Collections.Immutable;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Shared.Conversations;

/// <summary>One thread on screen: entries by sequence, and how far the gapless part reaches.</summary>
public sealed record ThreadState(Guid ConversationId, ImmutableSortedDictionary<long, MessageView> Entries, long Contiguous)
{
    public static ThreadState From(Guid conversation, MessagePage page) => new(
        conversation, page.Items.ToImmutableSortedDictionary(m => m.Sequence, m => m), page.LastSequence);

    /// <summary>Something between is missing: ask for everything after <see cref="Contiguous"/>.</summary>
    public bool HasGap => Entries.Count > 0 && Entries.Keys.Last() > Contiguous;
}

/// <summary>Applies live events to an open thread. Pure; repeated and late events change nothing.</summary>
public static class ThreadReplay
{
    public static ThreadState Apply(ThreadState state, LiveEvent live) =>
        live.Name == ConversationEvents.MessagePosted ? Add(state, live.Read<MessagePosted>().Message) : state;

    public static ThreadState Apply(ThreadState state, IEnumerable<LiveEvent> events) => events.Aggregate(state, Apply);

    public static ThreadState Add(ThreadState state, MessageView message)
    {
        if (message.ConversationId != state.ConversationId || state.Entries.ContainsKey(message.Sequence)) return state;
        var entries = state.Entries.SetItem(message.Sequence, message);
        var reach = state.Contiguous;
        while (entries.ContainsKey(reach + 1)) reach++;
        return state with { Entries = entries, Contiguous = reach };
    }

    /// <summary>Merges a page fetched after <see cref="ThreadState.Contiguous"/>, or an older one from before the first entry.</summary>
    public static ThreadState Merge(ThreadState state, MessagePage page)
    {
        var entries = state.Entries.SetItems(page.Items.Select(m => KeyValuePair.Create(m.Sequence, m)));
        var reach = page.More ? state.Contiguous : Math.Max(state.Contiguous, page.LastSequence);
        if (page.More && page.Items.Count > 0 && page.Items[0].Sequence <= state.Contiguous + 1) reach = Math.Max(reach, page.Items[^1].Sequence);
        while (entries.ContainsKey(reach + 1)) reach++;
        return state with { Entries = entries, Contiguous = reach };
    }
}
