namespace Xiaoer.Shared.Conversations;

/// <summary>One conversation as a file: the row, and every entry in order.</summary>
public sealed record ConversationExport(ConversationRow Conversation, IReadOnlyList<MessageView> Messages);
