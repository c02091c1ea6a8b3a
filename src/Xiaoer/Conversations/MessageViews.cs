using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Posting;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>Turns stored and just-posted messages into what readers get: names looked up, pictures and files with short-lived links, quotes with what they quote.</summary>
internal sealed class MessageViews(PersonNames names, FileLinks links)
{
    public async ValueTask<List<MessageView>> Of(IReadOnlyList<Message> messages, XiaoerDb db, CancellationToken ct)
    {
        var contents = messages.Select(m => MessageContents.Read(m.Content)).ToList();
        var quoted = await Quoted(messages, contents, db, ct);
        var views = new List<MessageView>(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var (m, content) = (messages[i], contents[i]);
            if (content?.Quote is { } quote) content = content with { Quote = quote with { Message = quoted.GetValueOrDefault((m.ConversationId, quote.Sequence)) } };
            var name = m.Author == MessageAuthor.Agent ? await names.Of(new PersonId(m.SenderId), ct) : null;
            views.Add(new MessageView(
                m.Id, m.ConversationId.Value, m.Sequence, m.Author, m.Author == MessageAuthor.System ? null : m.SenderId, name, m.Kind, m.Text,
                WithLinks(m.ShopId, content), m.ClientMessageId, m.At, m.RecalledAt));
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

    /// <summary>A message as others quote it.</summary>
    public async ValueTask<QuotedMessage> Quoted(Message m, MessageContent? content, CancellationToken ct) => new(
        m.Author, m.Author == MessageAuthor.Agent ? await names.Of(new PersonId(m.SenderId), ct) : null, m.Kind,
        ConversationRules.Excerpt(m.Kind, m.Text, content), m.RecalledAt is not null);

    // What is quoted mostly stands on the same page; the rest is one look into the store.
    private async ValueTask<Dictionary<(ConversationId, long), QuotedMessage>> Quoted(
        IReadOnlyList<Message> messages, List<MessageContent?> contents, XiaoerDb db, CancellationToken ct)
    {
        var wanted = messages.Zip(contents).Where(p => p.Second?.Quote is not null).Select(p => (p.First.ShopId, p.First.ConversationId, p.Second!.Quote!.Sequence)).ToHashSet();
        var quoted = new Dictionary<(ConversationId, long), QuotedMessage>();
        if (wanted.Count == 0) return quoted;

        var known = messages.Zip(contents).Where(p => wanted.Remove((p.First.ShopId, p.First.ConversationId, p.First.Sequence))).ToList();
        foreach (var ofThread in wanted.GroupBy(w => (w.ShopId, w.ConversationId)))
        {
            var (shop, conversation) = ofThread.Key;
            var sequences = ofThread.Select(w => w.Sequence).ToList();
            var found = await db.Set<Message>().AsNoTracking().Where(m => m.ShopId == shop && m.ConversationId == conversation && sequences.Contains(m.Sequence)).ToListAsync(ct);
            known.AddRange(found.Select(m => (m, MessageContents.Read(m.Content))));
        }

        foreach (var (message, content) in known) quoted[(message.ConversationId, message.Sequence)] = await Quoted(message, content, ct);
        return quoted;
    }

    private MessageContent? WithLinks(ShopId shop, MessageContent? content) => content switch
    {
        { Image: { } image } => content with
        {
            Image = image with { Url = links.Url(shop, new FileId(image.FileId)), ThumbnailUrl = links.Url(shop, new FileId(image.FileId), thumbnail: true) },
        },
        { File: { } file } => content with { File = file with { Url = links.Url(shop, new FileId(file.FileId)) } },
        _ => content,
    };
}
