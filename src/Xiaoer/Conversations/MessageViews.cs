using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Posting;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>Turns stored and just-posted messages into what readers get: names looked up, pictures with short-lived links.</summary>
internal sealed class MessageViews(PersonNames names, FileLinks links)
{
    public async ValueTask<List<MessageView>> Of(IReadOnlyList<Message> messages, CancellationToken ct)
    {
        var views = new List<MessageView>(messages.Count);
        foreach (var m in messages)
        {
            var name = m.Author == MessageAuthor.Agent ? await names.Of(new PersonId(m.SenderId), ct) : null;
            views.Add(new MessageView(
                m.Id, m.ConversationId.Value, m.Sequence, m.Author, m.Author == MessageAuthor.System ? null : m.SenderId, name, m.Kind, m.Text,
                WithLinks(m.ShopId, MessageContents.Read(m.Content)), m.ClientMessageId, m.At));
        }

        return views;
    }

    public MessageView Of(PlannedMessage post)
    {
        var m = post.Message;
        return new MessageView(
            m.Id, m.Conversation.Value, post.Sequence, m.Author, m.Sender, m.Author == MessageAuthor.Agent ? m.SenderName : null, m.Kind, m.Text,
            WithLinks(m.Shop, m.Content), m.ClientMessageId, m.At);
    }

    /// <summary>May the visitor see it? Notes and the desk's own lines never leave the desk.</summary>
    public static bool ForVisitor(MessageKind kind, string text) =>
        kind != MessageKind.Note && (kind != MessageKind.Event || ThreadEvents.ForVisitor(text));

    private MessageContent? WithLinks(ShopId shop, MessageContent? content) =>
        content?.Image is { } image ? content with { Image = image with { Url = links.Url(shop, new FileId(image.FileId)) } } : content;
}
