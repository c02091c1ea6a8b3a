using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>
/// Looks up what a message refers to – a stored file, an earlier message, colleagues – and refuses what is not the sender's to refer to. Plain words ask
/// nothing of it.
/// </summary>
internal sealed class MessageParts(XiaoerDb db, StoredFiles files, TeamDirectory directory, MessageViews views)
{
    public static bool Asked(SendMessageRequest request) =>
        request.Kind is MessageKind.Image or MessageKind.File
        || (request.Kind is MessageKind.Text or MessageKind.Note && (request.Content?.Quote is not null || request.Content?.Mentions is { Count: > 0 }));

    /// <param name="reach">Of an agent; a visitor has none and sees their own conversation.</param>
    public async Task<(MessageContent? Content, string? Code)> Find(
        ShopId shop, ConversationId conversation, Uploader sender, ConversationReach? reach, SendMessageRequest request, CancellationToken ct)
    {
        switch (request)
        {
            case { Kind: MessageKind.Image, Content.Image: { } image }:
                return await files.Find(shop, new FileId(image.FileId), sender, ct) is { Name: null } picture
                    ? (new MessageContent(Image: new ImagePart(image.FileId, picture.Width, picture.Height)), null)
                    : (null, "file_not_found");
            case { Kind: MessageKind.File, Content.File: { } file }:
                return await files.Find(shop, new FileId(file.FileId), sender, ct) is { Name: { } name } stored
                    ? (new MessageContent(File: new FilePart(file.FileId, name, stored.ContentType, stored.Bytes)), null)
                    : (null, "file_not_found");
        }

        var place = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shop && c.Id == conversation)
            .Select(c => new { c.TeamId, c.VisitorId }).SingleOrDefaultAsync(ct);
        if (place is null || !(reach?.Sees(place.TeamId) ?? place.VisitorId.Value == sender.Id)) return (null, "not_found");

        var (quote, badQuote) = await Quote(shop, conversation, reach is null, request, ct);
        if (badQuote is not null) return (null, badQuote);
        var (mentions, badMention) = await Mentions(shop, place.TeamId, sender, request, ct);
        if (badMention is not null) return (null, badMention);
        return (quote is null && mentions is null ? null : new MessageContent(Quote: quote, Mentions: mentions), null);
    }

    // A visitor's thread runs on from one conversation into the next: words never fail because what they answer stayed behind.
    private async Task<(QuotePart?, string?)> Quote(ShopId shop, ConversationId conversation, bool visitor, SendMessageRequest request, CancellationToken ct)
    {
        if (request.Content?.Quote is not { } wanted) return (null, null);
        if (wanted.ConversationId != conversation.Value) return visitor ? (null, null) : (null, "bad_quote");
        var quoted = await db.Set<Message>().AsNoTracking().SingleOrDefaultAsync(
            m => m.ShopId == shop && m.ConversationId == conversation && m.Sequence == wanted.Sequence && m.Kind != MessageKind.Event, ct);
        if (quoted is null || (quoted.Kind == MessageKind.Note && (visitor || request.Kind != MessageKind.Note))) return (null, "bad_quote");
        return (new QuotePart(conversation.Value, wanted.Sequence, await views.Quoted(quoted, MessageContents.Read(quoted.Content), ct)), null);
    }

    private async Task<(IReadOnlyList<Guid>?, string?)> Mentions(ShopId shop, TeamId team, Uploader sender, SendMessageRequest request, CancellationToken ct)
    {
        if (request.Kind != MessageKind.Note || request.Content?.Mentions is not { Count: > 0 } wanted) return (null, null);
        var people = wanted.Distinct().Where(p => p != sender.Id).ToList();
        foreach (var person in people)
            if (!await directory.MaySee(shop, team, new PersonId(person), ct)) return (null, "mention.cannot_see");
        return (people.Count == 0 ? null : people, null);
    }
}
