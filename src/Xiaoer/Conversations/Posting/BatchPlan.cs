using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Posting;

/// <summary>
/// Decides, for one batch under its row locks, what is new, what is a repeat and what is refused, and gives out the sequences. Pure: the stores
/// only read before it and write after it, so both databases behave alike.
/// </summary>
internal sealed class BatchPlan
{
    private readonly List<(PendingMessage Message, SendResult Result)> _results = [];
    private readonly List<PlannedMessage> _posts = [];
    private readonly HashSet<LockedConversation> _touched = [];

    public IReadOnlyList<PlannedMessage> Posts => _posts;
    public IReadOnlyCollection<LockedConversation> Touched => _touched;

    public static BatchPlan Make(
        IReadOnlyList<PendingMessage> batch, IReadOnlyDictionary<ConversationKey, LockedConversation> locked,
        IReadOnlyDictionary<MessageKey, KnownMessage> known)
    {
        var plan = new BatchPlan();
        var seen = new Dictionary<MessageKey, KnownMessage>(known);
        foreach (var message in batch) plan.Place(message, locked, seen);
        return plan;
    }

    /// <summary>Tells every sender, after the commit.</summary>
    public void Finish()
    {
        foreach (var (message, result) in _results) message.Finish(result);
    }

    private void Place(PendingMessage message, IReadOnlyDictionary<ConversationKey, LockedConversation> locked, Dictionary<MessageKey, KnownMessage> known)
    {
        if (!locked.TryGetValue(ConversationKey.Of(message), out var conversation) || !Sees(message, conversation))
        {
            Refuse(message, "not_found");
            return;
        }

        var key = MessageKey.Of(message);
        if (known.TryGetValue(key, out var earlier))
        {
            // Taken back since: its words are gone, so the id alone has to tell.
            if (earlier.Kind == message.Kind && (earlier.Recalled || (earlier.Text == message.Text && SameContent(earlier, message))))
                _results.Add((message, new SendResult(new MessageAck(earlier.Id, earlier.Conversation, earlier.Sequence, earlier.At, Repeated: true))));
            else
                Refuse(message, "idempotency_mismatch");
            return;
        }

        if (conversation.Turn.Status == ConversationStatus.Resolved && message.Kind != MessageKind.Note)
        {
            Refuse(message, "conversation.wrong_status");
            return;
        }

        if (!MaySpeak(message, conversation))
        {
            Refuse(message, "conversation.not_yours");
            return;
        }

        var sequence = ++conversation.LastSequence;
        conversation.Turn = ConversationRules.After(conversation.Turn, message.Author, message.Kind, message.At);
        if (ConversationRules.ShowsInList(message.Author, message.Kind))
        {
            conversation.LastAt = message.At;
            conversation.LastKind = message.Kind;
            conversation.LastAuthor = message.Author;
            conversation.Preview = ConversationRules.Preview(message.Kind, message.Text, message.Content);
        }

        _touched.Add(conversation);
        _posts.Add(new PlannedMessage(message, conversation, sequence));
        known[key] = new KnownMessage(message.Id, message.Conversation.Value, sequence, message.Kind, message.Text, message.ContentJson, message.At);
        _results.Add((message, new SendResult(new MessageAck(message.Id, message.Conversation.Value, sequence, message.At, Repeated: false))));
    }

    // An order may have moved on between two tries: which one it is makes it the same.
    private static bool SameContent(KnownMessage earlier, PendingMessage message) =>
        earlier.ContentJson == message.ContentJson
        || (message.Kind == MessageKind.Order && MessageContents.Read(earlier.ContentJson)?.Order?.OrderId == message.Content?.Order?.OrderId);

    private static bool Sees(PendingMessage message, LockedConversation conversation) =>
        message.Reach is { } reach ? reach.Sees(conversation.Team) : conversation.Visitor.Value == message.Sender;

    // Notes are open to the team; words to the customer come from whoever has the conversation, or a lead.
    private static bool MaySpeak(PendingMessage message, LockedConversation conversation) =>
        message.Reach is not { } reach || message.Kind == MessageKind.Note || reach.MayLead || conversation.Assignee?.Value == message.Sender;

    private void Refuse(PendingMessage message, string code) => _results.Add((message, new SendResult(null, code)));
}

/// <summary>A message with the place it was given.</summary>
internal sealed record PlannedMessage(PendingMessage Message, LockedConversation Conversation, long Sequence)
{
    /// <summary>Its number in the shop's event log; known once stored.</summary>
    public long Cursor { get; set; }
}

internal readonly record struct ConversationKey(Guid Shop, Guid Conversation)
{
    public static ConversationKey Of(PendingMessage m) => new(m.Shop.Value, m.Conversation.Value);
}

/// <summary>
/// What makes a message the same message. A visitor has one thread over all conversations, so a late repeat is found wherever its first try went
/// (<see cref="Conversation"/> stays empty); an agent's id counts per conversation.
/// </summary>
internal readonly record struct MessageKey(Guid Shop, Guid Sender, string ClientMessageId, Guid Conversation)
{
    public static MessageKey Of(PendingMessage m) => new(m.Shop.Value, m.Sender, m.ClientMessageId, m.Reach is null ? Guid.Empty : m.Conversation.Value);
}
