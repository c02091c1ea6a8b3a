using System.Globalization;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations;

/// <summary>
/// One visitor's matter from first word to resolution. Its row is the lock under which the thread grows: the message path and every command
/// hold it while they number entries. Commands change it through the one door that locks it.
/// </summary>
internal sealed class Conversation : Entity
{
    private Conversation() { }

    public Conversation(ShopId shop, ConversationId id, long number, Channel channel, Visitor visitor, Conversation? previous, DateTimeOffset at)
    {
        (ShopId, Id, Number, ChannelId, TeamId, VisitorId) = (shop, id, number, channel.Id, channel.TeamId, visitor.Id);
        (CustomerId, Name, Verified) = (visitor.CustomerId, visitor.Name ?? "", visitor.Subject is not null);
        (PreviousId, CreatedAt, LastAt) = (previous?.Id, at, at);
        Tell(ConversationEvents.Opened, null, at);
    }

    public ShopId ShopId { get; private set; }
    public ConversationId Id { get; private set; }
    public long Number { get; private set; }
    public ChannelId ChannelId { get; private set; }
    public TeamId TeamId { get; private set; }
    public VisitorId VisitorId { get; private set; }
    public CustomerId? CustomerId { get; private set; }

    /// <summary>The name the shop vouched for; empty for an anonymous visitor.</summary>
    public string Name { get; private set; } = "";
    public bool Verified { get; private set; }
    public ConversationStatus Status { get; private set; }
    public ReceptionStep Step { get; private set; }
    public PersonId? AssigneeId { get; private set; }
    public ConversationId? PreviousId { get; private set; }

    /// <summary>Which conversation of another desk it was, e.g. <c>chatwoot:42</c>; the same is not taken in twice.</summary>
    public string? MovedFrom { get; private set; }

    public long LastSequence { get; private set; }
    public DateTimeOffset LastAt { get; private set; }
    public string Preview { get; private set; } = "";
    public MessageKind? LastKind { get; private set; }
    public MessageAuthor? LastAuthor { get; private set; }
    public DateTimeOffset? WaitingSince { get; private set; }
    public int Unread { get; private set; }

    public long CustomerDelivered { get; private set; }
    public long CustomerRead { get; private set; }
    public long AgentDelivered { get; private set; }
    public long AgentRead { get; private set; }

    /// <summary>When an entry was last taken back: who catches up is told of it again.</summary>
    public DateTimeOffset? LastRecalledAt { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
    public DateTimeOffset? ResolvedAt { get; private set; }

    /// <summary>One to five, once the visitor has rated it.</summary>
    public int? Rating { get; private set; }

    /// <summary>The visitor asked for a person; empty again once somebody has taken it.</summary>
    public DateTimeOffset? PersonWantedAt { get; private set; }

    /// <summary>A matter from another desk, with its thread numbered from one. An open one stands in the queue, others are settled.</summary>
    public static Conversation MovedIn(Channel channel, ConversationId id, long number, Visitor visitor, string from, bool open, IReadOnlyList<Message> thread)
    {
        var turn = thread.Aggregate(new ConversationTurn(ConversationStatus.Open, null, 0), (before, m) => ConversationRules.After(before, m.Author, m.Kind, m.At));
        var last = thread.LastOrDefault(m => ConversationRules.ShowsInList(m.Author, m.Kind));
        var moved = new Conversation
        {
            ShopId = channel.ShopId,
            Id = id,
            Number = number,
            ChannelId = channel.Id,
            TeamId = channel.TeamId,
            VisitorId = visitor.Id,
            CustomerId = visitor.CustomerId,
            Name = visitor.Name ?? "",
            Verified = visitor.Subject is not null,
            Status = open ? ConversationStatus.Queued : ConversationStatus.Resolved,
            MovedFrom = from,
            LastSequence = thread.Count,
            LastAt = thread[^1].At,
            Preview = last is null ? "" : ConversationRules.Preview(last.Kind, last.Text),
            LastKind = last?.Kind,
            LastAuthor = last?.Author,
            WaitingSince = open ? turn.WaitingSince : null,
            Unread = open && turn.WaitingSince is not null ? turn.Unread : 0,
            AgentDelivered = thread.Count,
            AgentRead = open ? 0 : thread.Count,
            CreatedAt = thread[0].At,
            ResolvedAt = open ? null : thread[^1].At,
        };
        moved.Tell(ConversationEvents.MovedIn, null, thread[^1].At);
        if (open) moved.Tell(ConversationEvents.Opened, null, thread[^1].At);
        return moved;
    }

    public static string Label(long number) => string.Create(CultureInfo.InvariantCulture, $"C-{number}");

    public Message Take(PersonId agent, string name, DateTimeOffset at) => Take(agent, name, agent.Value, at);

    private Message Take(PersonId agent, string name, Guid by, DateTimeOffset at)
    {
        if (Status != ConversationStatus.Queued) throw new RuleBroken("desk.already_taken", "Someone has taken this conversation.");
        MoveTo(ConversationStatus.Open);
        (AssigneeId, PersonWantedAt) = (agent, null);
        Tell(ConversationEvents.Assigned, by, at);
        return Entry(new EventPart(ThreadEvents.Taken, name), agent.Value, at);
    }

    /// <summary>To a colleague, who takes it over at once, or back to a team's queue.</summary>
    public Message Transfer(TeamId team, PersonId? to, PersonId by, string byName, string? targetName, DateTimeOffset at)
    {
        if (Status == ConversationStatus.Resolved) throw Wrong("transferred");
        var former = new FormerHands(TeamId, AssigneeId);
        (TeamId, AssigneeId, PersonWantedAt) = (team, to, to is null ? PersonWantedAt : null);
        var next = to is null ? ConversationStatus.Queued : WaitingSince is null && Status == ConversationStatus.Waiting ? ConversationStatus.Waiting : ConversationStatus.Open;
        if (Status != next) Status = next; // queued → open, open or waiting → queued; staying is no move
        Raise(new RaisedEvent(ShopId, ConversationEvents.Assigned, Id.Value, by.Value, at, Former: former));
        return Entry(new EventPart(ThreadEvents.Transferred, byName, targetName), by.Value, at);
    }

    public Message Resolve(PersonId by, string name, DateTimeOffset at)
    {
        MoveTo(ConversationStatus.Resolved);
        (ResolvedAt, WaitingSince) = (at, null);
        Tell(ConversationEvents.StatusChanged, by.Value, at);
        return Entry(new EventPart(ThreadEvents.Resolved, name), by.Value, at);
    }

    /// <summary>Taken up again: by the agent who had it when a seat is free, otherwise from the queue.</summary>
    public Message Reopen(PersonId? agent, Guid by, string? name, DateTimeOffset at)
    {
        if (Status != ConversationStatus.Resolved) throw Wrong("reopened");
        MoveTo(agent is null ? ConversationStatus.Queued : ConversationStatus.Open);
        (AssigneeId, ResolvedAt) = (agent, null);
        Tell(ConversationEvents.StatusChanged, by, at);
        return Entry(new EventPart(ThreadEvents.Reopened, name), by, at);
    }

    public void MoveStep(ReceptionStep step, PersonId by, DateTimeOffset at)
    {
        if (Step == step) return;
        Step = step;
        Tell(ConversationEvents.StepChanged, by.Value, at);
    }

    public Message Identify(Visitor visitor, DateTimeOffset at)
    {
        (VisitorId, CustomerId, Name, Verified) = (visitor.Id, visitor.CustomerId, visitor.Name ?? Name, true);
        Tell(ConversationEvents.Identified, null, at);
        return Entry(new EventPart(ThreadEvents.Identified, Name), visitor.Id.Value, at);
    }

    /// <summary>An entry was taken back. Who waits, and since when, is as if it had not been said; the list shows only that something was.</summary>
    /// <param name="last">The list showed its words.</param>
    public void Recall(Message entry, bool last, DateTimeOffset? waitingSince, Guid by, DateTimeOffset at)
    {
        LastRecalledAt = at;
        if (entry.Author == MessageAuthor.Customer && entry.Sequence > AgentRead && Unread > 0) Unread--;
        if (last) (LastKind, Preview) = (MessageKind.Event, "");
        if (Status != ConversationStatus.Resolved && entry.Kind != MessageKind.Note)
        {
            WaitingSince = Status == ConversationStatus.Queued && PersonWantedAt is { } wanted && (waitingSince is null || wanted < waitingSince) ? wanted : waitingSince;
            if (Status == ConversationStatus.Waiting && waitingSince is not null) MoveTo(ConversationStatus.Open);
        }

        Raise(new RaisedEvent(ShopId, ConversationEvents.Recalled, Id.Value, by, at, entry.Sequence));
    }

    /// <summary>An agent says who they are; whether that is so, only the shop's own word proves.</summary>
    public void KnowAs(CustomerId customer, string name, Guid by, DateTimeOffset at)
    {
        (CustomerId, Name) = (customer, name);
        Tell(ConversationEvents.Identified, by, at);
    }

    /// <summary>The visitor asks for a person; it waits like a message. Nothing when one has it, or it was asked already.</summary>
    public Message? WantPerson(VisitorId visitor, DateTimeOffset at)
    {
        if (Status != ConversationStatus.Queued || PersonWantedAt is not null) return null;
        (PersonWantedAt, WaitingSince) = (at, WaitingSince ?? at);
        Tell(ConversationEvents.PersonWanted, visitor.Value, at);
        return Entry(new EventPart(ThreadEvents.PersonWanted), visitor.Value, at);
    }

    /// <summary>The visitor has rated it, or changed their mind.</summary>
    public Message Rate(int score, int? before, VisitorId visitor, DateTimeOffset at)
    {
        Rating = score;
        Tell(ConversationEvents.Rated, visitor.Value, at);
        var (now, then) = (score.ToString(CultureInfo.InvariantCulture), before?.ToString(CultureInfo.InvariantCulture));
        return Entry(new EventPart(then is null ? ThreadEvents.Rated : ThreadEvents.RatingChanged, then, now), visitor.Value, at);
    }

    /// <summary>Begins with an agent's invitation that was accepted: theirs, and their line is the first word.</summary>
    public IReadOnlyList<Message> Welcome(PersonId agent, string name, string line, DateTimeOffset at)
    {
        var taken = Take(agent, name, VisitorId.Value, at); // it is the visitor who brings it to the agent: that is news to them
        var said = Entry(MessageAuthor.Agent, agent.Value, MessageKind.Text, line, null, agent.Value, at);
        (Status, LastAt, LastKind, LastAuthor, Preview) = (ConversationStatus.Waiting, at, MessageKind.Text, MessageAuthor.Agent, ConversationRules.Preview(MessageKind.Text, line));
        return [taken, said];
    }

    /// <summary>A note for colleagues that goes with a command, e.g. a transfer: both happen or neither.</summary>
    public Message Note(string text, PersonId by, DateTimeOffset at) => Entry(MessageAuthor.Agent, by.Value, MessageKind.Note, text, null, by.Value, at);

    private Message Entry(EventPart part, Guid by, DateTimeOffset at) =>
        Entry(MessageAuthor.System, default, MessageKind.Event, part.Code, new MessageContent(Event: part), by, at);

    private Message Entry(MessageAuthor author, Guid sender, MessageKind kind, string text, MessageContent? content, Guid by, DateTimeOffset at)
    {
        LastSequence++;
        Raise(new RaisedEvent(ShopId, ConversationEvents.MessagePosted, Id.Value, by, at, LastSequence));
        return new Message
        {
            ShopId = ShopId,
            ConversationId = Id,
            Sequence = LastSequence,
            Id = Guid.CreateVersion7(at),
            Author = author,
            SenderId = sender,
            Kind = kind,
            Text = text,
            Content = MessageContents.Write(content),
            ClientMessageId = string.Create(CultureInfo.InvariantCulture, $"event-{LastSequence}"),
            At = at,
        };
    }

    private void MoveTo(ConversationStatus next)
    {
        if (!ConversationRules.CanMove(Status, next)) throw Wrong(next.ToString());
        Status = next;
    }

    private RuleBroken Wrong(string wanted) => new("conversation.wrong_status", $"A conversation that is {Status} cannot be {wanted}.");

    private void Tell(string name, Guid? actor, DateTimeOffset at) => Raise(new RaisedEvent(ShopId, name, Id.Value, actor, at));
}
