using Xiaoer.Shared.Conversations;

namespace Xiaoer.Web.Conversations;

/// <summary>Where a message stands that the server has not confirmed yet.</summary>
public enum OutgoingStatus
{
    /// <summary>Its picture or file is on the way.</summary>
    Uploading,
    Sending,
    /// <summary>Not through yet; it is tried again by itself.</summary>
    Waiting,
    /// <summary>Given up or refused: a person decides.</summary>
    Failed,
}

/// <summary>A message written here and shown at once. The same <see cref="Id"/> goes with every try, so it can only arrive once.</summary>
public sealed record Outgoing(
    string Id, Guid Shop, Guid Conversation, MessageKind Kind, string Text, MessageContent? Content, DateTimeOffset At,
    OutgoingStatus Status, int Attempts = 0, string? Code = null, int Progress = 0, string? Preview = null, PickedFile? File = null)
{
    /// <summary>It shows or offers something that has to be stored first.</summary>
    public bool IsUpload => Kind is MessageKind.Image or MessageKind.File;

    public SendMessageRequest Request => new(Id, Kind, Text.Length == 0 ? null : Text, Content);
}

/// <summary>A file that was picked here, by its own name.</summary>
public sealed record PickedFile(string Name, long Bytes);

/// <summary>What one try brought: <see cref="Ack"/>, or why not, and whether it may work later.</summary>
public sealed record SendOutcome(MessageAck? Ack, string? Code = null, bool MayPass = false, TimeSpan? RetryAfter = null)
{
    public static SendOutcome Unreachable { get; } = new(null, "network", true);
}

/// <summary>The life of an unconfirmed message as a pure rule.</summary>
public static class OutgoingRules
{
    /// <summary>So long a message is tried by itself; after that it would surprise the customer and a person decides.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The message after a try; null: confirmed, it is in the thread now.</summary>
    public static Outgoing? After(Outgoing message, SendOutcome outcome, DateTimeOffset now)
    {
        if (outcome.Ack is not null) return null;
        var tried = message with { Attempts = message.Attempts + 1, Code = outcome.Code };
        return tried with { Status = outcome.MayPass && now - message.At < Patience ? OutgoingStatus.Waiting : OutgoingStatus.Failed };
    }

    /// <summary>A person pressed "send again": the clock of patience starts anew, the id stays.</summary>
    public static Outgoing Again(Outgoing message, DateTimeOffset now) => message with { Status = OutgoingStatus.Sending, At = now, Code = null };

    /// <summary>Found in the browser's memory after a reload.</summary>
    public static Outgoing? Restored(Outgoing message, DateTimeOffset now) => message.Status switch
    {
        OutgoingStatus.Uploading => null,
        OutgoingStatus.Failed => message,
        _ => message with { Status = now - message.At < Patience ? OutgoingStatus.Waiting : OutgoingStatus.Failed },
    };
}
