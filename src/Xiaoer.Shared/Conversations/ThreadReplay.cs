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
        live.Name switch
        {
            ConversationEvents.MessagePosted => Add(state, live.Read<MessagePosted>().Message),
            ConversationEvents.Recalled => Recall(state, live.Read<MessageRecalled>().Message),
            _ => state,
        };

    public static ThreadState Apply(ThreadState state, IEnumerable<LiveEvent> events) => events.Aggregate(state, Apply);

    public static ThreadState Add(ThreadState state, MessageView message)
    {
        if (message.ConversationId != state.ConversationId || state.Entries.ContainsKey(message.Sequence)) return state;
        var entries = state.Entries.SetItem(message.Sequence, Quoting(message, state.Entries));
        var reach = state.Contiguous;
        while (entries.ContainsKey(reach + 1)) reach++;
        return state with { Entries = entries, Contiguous = reach };
    }

    /// <summary>An entry was taken back: its words go, also where others quote them. One from before the first entry is not brought here.</summary>
    public static ThreadState Recall(ThreadState state, MessageView message)
    {
        if (message.ConversationId != state.ConversationId) return state;
        var known = state.Entries.ContainsKey(message.Sequence);
        if (!known && message.Sequence > state.Contiguous) state = Add(state, message);
        var quoting = state.Entries.Values.Where(m => m.Content?.Quote?.Sequence == message.Sequence).Select(Wordless);
        return state with { Entries = (known ? state.Entries.SetItem(message.Sequence, message) : state.Entries).SetItems(quoting.Select(m => KeyValuePair.Create(m.Sequence, m))) };
    }

    // What is here may be newer than what the message was told with: a recall overtakes.
    private static MessageView Quoting(MessageView message, ImmutableSortedDictionary<long, MessageView> entries) =>
        message.Content?.Quote is { } quote && entries.TryGetValue(quote.Sequence, out var quoted) && quoted.RecalledAt is not null ? Wordless(message) : message;

    private static MessageView Wordless(MessageView message) => message.Content?.Quote is { Message: { Recalled: false } said } quote
        ? message with { Content = message.Content with { Quote = quote with { Message = said with { Excerpt = "", Recalled = true } } } }
        : message;

    /// <summary>Merges a page fetched after <see cref="ThreadState.Contiguous"/>, or an older one from before the first entry.</summary>
    public static ThreadState Merge(ThreadState state, MessagePage page)
    {
        var entries = state.Entries.SetItems(page.Items.Where(m => !Overtaken(state, m)).Select(m => KeyValuePair.Create(m.Sequence, Quoting(m, state.Entries))));
        var reach = page.More ? state.Contiguous : Math.Max(state.Contiguous, page.LastSequence);
        if (page.More && page.Items.Count > 0 && page.Items[0].Sequence <= state.Contiguous + 1) reach = Math.Max(reach, page.Items[^1].Sequence);
        while (entries.ContainsKey(reach + 1)) reach++;
        return state with { Entries = entries, Contiguous = reach };
    }

    // A page that was on its way while the entry was taken back still has its words.
    private static bool Overtaken(ThreadState state, MessageView message) =>
        message.RecalledAt is null && state.Entries.TryGetValue(message.Sequence, out var known) && known.RecalledAt is not null;
}
