using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Search;

/// <summary>Words of the index that no text has: what a message belongs to and never leaves, so that a search narrowed to it reads nothing else.</summary>
internal static class MessageMarks
{
    public static string Shop(ShopId shop) => SearchWords.Mark('s', shop.Value);

    public static string Conversation(ConversationId conversation) => SearchWords.Mark('c', conversation.Value);

    public static string Channel(ChannelId channel) => SearchWords.Mark('w', channel.Value);

    public static string Sender(MessageSender sender) => sender switch
    {
        MessageSender.Customer => "0customer",
        MessageSender.Agent => "0agent",
        MessageSender.Note => "0note",
        MessageSender.Automatic => "0automatic",
    };

    public static MessageSender SenderOf(MessageAuthor author, MessageKind kind) => (author, kind) switch
    {
        (_, MessageKind.Note) => MessageSender.Note,
        (MessageAuthor.Customer, _) => MessageSender.Customer,
        (MessageAuthor.Agent, _) => MessageSender.Agent,
        _ => MessageSender.Automatic,
    };
}
