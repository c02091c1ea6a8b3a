namespace Xiaoer.Shared.Conversations;

/// <summary>Where a conversation stands. Which move is allowed: <see cref="ConversationRules.CanMove"/>.</summary>
public enum ConversationStatus
{
    /// <summary>In a team's queue: nobody has taken it.</summary>
    Queued,
    /// <summary>An agent has it and the customer waits for an answer.</summary>
    Open,
    /// <summary>Answered: it waits for the customer.</summary>
    Waiting,
    /// <summary>Settled. A message within the reopening time takes it up again; a later one starts the next conversation.</summary>
    Resolved,
}

public enum MessageAuthor { Customer, Agent, Bot, Automatic, System }

public enum MessageKind { Text, Image, File, Product, Order, OrderConfirmation, Note, Event, Sticker }

/// <summary>The eight steps of reception (rulebook §1.2), in their usual order.</summary>
public enum ReceptionStep { Greet, Consult, Recommend, Objection, Win, Confirm, Place, Farewell }

/// <summary>Codes of the <c>event</c> messages in a thread; their sentences are resources.</summary>
public static class ThreadEvents
{
    public const string Started = "started";
    public const string Taken = "taken";
    public const string Transferred = "transferred";
    public const string Resolved = "resolved";
    public const string Reopened = "reopened";
    public const string Identified = "identified";
    public const string PersonWanted = "person_wanted";
    public const string Rated = "rated";
    public const string RatingChanged = "rating_changed";

    /// <summary>Which of them the visitor sees; the rest is the desk's business.</summary>
    public static bool ForVisitor(string code) => code is Taken or Transferred or Resolved or Reopened or PersonWanted;
}
