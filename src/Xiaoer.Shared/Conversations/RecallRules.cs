namespace Xiaoer.Shared.Conversations;

/// <summary>Who may take back which message and for how long: the server decides by it, the clients offer by it.</summary>
public static class RecallRules
{
    /// <summary>How long after it was stored, unless the installation says otherwise.</summary>
    public const int Seconds = 120;

    /// <summary>Why a message cannot be taken back by its own author: the code of the refusal, or null when it can.</summary>
    public static string? Refuse(MessageAuthor author, MessageKind kind, DateTimeOffset sent, DateTimeOffset now, int seconds) => (author, kind) switch
    {
        (not (MessageAuthor.Customer or MessageAuthor.Agent), _) or (_, MessageKind.Event) => "message.not_yours",
        _ => now - sent > TimeSpan.FromSeconds(seconds) ? "message.too_late" : null,
    };

    /// <summary>What stays of a message that was taken back: that it was there.</summary>
    public static MessageView Of(MessageView message, DateTimeOffset at) => message with { Text = "", Content = null, RecalledAt = at };
}
