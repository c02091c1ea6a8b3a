namespace Xiaoer.Shared.Conversations;

/// <summary>
/// The life of a conversation as pure rules: the server moves by them, the console greys out buttons and replays events by them,
/// the diagram in the docs is printed from them.
/// </summary>
public static class ConversationRules
{
    /// <summary>Longest text of one message, in UTF-16 units after NFC (reliability W-06).</summary>
    public const int MaxTextLength = 4000;
    /// <summary>Longest preview of the last message kept on the conversation.</summary>
    public const int PreviewLength = 120;
    public const int MaxClientMessageIdLength = 64;

    /// <summary>The whole life cycle. A move that is not listed here does not exist.</summary>
    public static bool CanMove(ConversationStatus from, ConversationStatus to) => (from, to) is
        (ConversationStatus.Queued, ConversationStatus.Open or ConversationStatus.Resolved) or
        (ConversationStatus.Open, ConversationStatus.Waiting or ConversationStatus.Queued or ConversationStatus.Resolved) or
        (ConversationStatus.Waiting, ConversationStatus.Open or ConversationStatus.Queued or ConversationStatus.Resolved) or
        (ConversationStatus.Resolved, ConversationStatus.Open or ConversationStatus.Queued);

    /// <summary>What one message does to its conversation: whose turn it is, since when the customer waits, what is unread.</summary>
    public static ConversationTurn After(ConversationTurn before, MessageAuthor author, MessageKind kind, DateTimeOffset at) => (author, kind) switch
    {
        (_, MessageKind.Note or MessageKind.Event) => before,
        (MessageAuthor.Customer, _) => new(
            before.Status == ConversationStatus.Waiting ? ConversationStatus.Open : before.Status, before.WaitingSince ?? at, before.Unread + 1),
        (MessageAuthor.Agent or MessageAuthor.Bot, _) => new(
            before.Status == ConversationStatus.Open ? ConversationStatus.Waiting : before.Status, null, before.Unread),
        _ => before,
    };

    /// <summary>Does this message count as the last words shown in the list?</summary>
    public static bool ShowsInList(MessageAuthor author, MessageKind kind) => kind is not (MessageKind.Note or MessageKind.Event) && author != MessageAuthor.Automatic;

    /// <summary>The first words of a message on one line. Never splits a character in two.</summary>
    public static string Preview(MessageKind kind, string text)
    {
        if (kind != MessageKind.Text) return text.Length == 0 ? "" : Cut(text);
        return Cut(text.ReplaceLineEndings(" "));
    }

    /// <summary>The first words in the list; of a file its name.</summary>
    public static string Preview(MessageKind kind, string text, MessageContent? content) => kind switch
    {
        MessageKind.File when content?.File is { } file => Cut(file.Name),
        MessageKind.Order when text.Length == 0 && content?.Order?.ExternalId is { } number => Cut(number),
        _ => Preview(kind, text),
    };

    /// <summary>As much of a message as stands on one line where another quotes it.</summary>
    public static string Excerpt(MessageKind kind, string text, MessageContent? content) => kind switch
    {
        MessageKind.File when content?.File is { } file => Cut(file.Name),
        MessageKind.Product when text.Length == 0 && content?.Product is { } product => Cut(product.Title),
        _ => Cut(text.ReplaceLineEndings(" ")),
    };

    private static string Cut(string text)
    {
        if (text.Length <= PreviewLength) return text;
        var end = char.IsHighSurrogate(text[PreviewLength - 1]) ? PreviewLength - 1 : PreviewLength;
        return text[..end];
    }
}

/// <summary>Whose turn it is. <see cref="WaitingSince"/>: the first unanswered customer message; empty when answered.</summary>
public readonly record struct ConversationTurn(ConversationStatus Status, DateTimeOffset? WaitingSince, int Unread);
