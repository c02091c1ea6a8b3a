using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations;

/// <summary>
/// An author takes a message back: its words, its file and the calls in it go for good, in one transaction with the note in the audit log that it happened.
/// Taking it back twice is taking it back once.
/// </summary>
internal sealed class MessageRecall(XiaoerDb db, StoredFiles files, AuditLog audit, XiaoerOptions options, TimeProvider time)
{
    /// <param name="door">Locks the conversation, or finds none the author may see.</param>
    /// <returns>False: there is no such message of theirs.</returns>
    public async Task<bool> Run(Guid author, Guid message, Func<CancellationToken, Task<Conversation?>> door, Func<Message, bool> mine, CancellationToken ct)
    {
        FileId? file = null;
        var found = await db.Write(async token =>
        {
            if (await door(token) is not { } conversation) return false;
            if (await db.Set<Message>().SingleOrDefaultAsync(m => m.ShopId == conversation.ShopId && m.ConversationId == conversation.Id && m.Id == message, token) is not { } own
                || !mine(own)) return false;
            if (own.RecalledAt is not null) return true;

            var at = time.Now();
            if (RecallRules.Refuse(own.Author, own.Kind, own.At, at, options.Conversations.RecallSeconds) is { } code)
                throw new RuleBroken(code, $"A message can be taken back for {options.Conversations.RecallSeconds} seconds.");

            file = await FileOnlyHere(own, token);
            audit.Note(own.ShopId, author, ConversationEvents.Recalled, own.Id, new Taken(own.ConversationId.Value, own.Sequence, own.Kind));
            var (last, waiting) = (await IsLast(own, token), await WaitingWithout(own, token));
            own.Recall(at);
            conversation.Recall(own, last, waiting, author, at);
            await db.Set<Mention>().Where(m => m.ShopId == own.ShopId && m.ConversationId == own.ConversationId && m.Sequence == own.Sequence).ExecuteDeleteAsync(token);
            if (file is { } gone) await files.Remove(own.ShopId, gone, token);
            return true;
        }, ct);

        if (file is { } removed) files.Forget(removed);
        return found;
    }

    // Nothing that the list shows came after it.
    private async Task<bool> IsLast(Message own, CancellationToken ct) => ConversationRules.ShowsInList(own.Author, own.Kind) && !await Thread(own)
        .AnyAsync(m => m.Sequence > own.Sequence && m.Kind != MessageKind.Note && m.Kind != MessageKind.Event && m.Author != MessageAuthor.Automatic, ct);

    /// <summary>The first customer message that nobody has answered, had this one not been said; counted since the matter was last settled.</summary>
    private async Task<DateTimeOffset?> WaitingWithout(Message own, CancellationToken ct)
    {
        var others = Thread(own).Where(m => m.Sequence != own.Sequence && m.RecalledAt == null);
        var settled = await others.Where(m => (m.Kind == MessageKind.Event && m.Text == ThreadEvents.Resolved)
            || (m.Kind != MessageKind.Note && m.Kind != MessageKind.Event && (m.Author == MessageAuthor.Agent || m.Author == MessageAuthor.Bot)))
            .MaxAsync(m => (long?)m.Sequence, ct) ?? 0;
        return await others.Where(m => m.Sequence > settled && m.Author == MessageAuthor.Customer).OrderBy(m => m.Sequence).Select(m => (DateTimeOffset?)m.At).FirstOrDefaultAsync(ct);
    }

    // The same upload may stand in another message of the same sender; then it stays.
    private async Task<FileId?> FileOnlyHere(Message own, CancellationToken ct)
    {
        var content = MessageContents.Read(own.Content);
        if ((content?.Image?.FileId ?? content?.File?.FileId) is not { } file) return null;
        var text = file.ToString();
        var elsewhere = await db.Set<Message>().AnyAsync(
            m => m.ShopId == own.ShopId && m.SenderId == own.SenderId && m.Id != own.Id && (m.Kind == MessageKind.Image || m.Kind == MessageKind.File) && m.Content!.Contains(text), ct);
        return elsewhere ? null : new FileId(file);
    }

    private IQueryable<Message> Thread(Message own) => db.Set<Message>().AsNoTracking().Where(m => m.ShopId == own.ShopId && m.ConversationId == own.ConversationId);

    private sealed record Taken(Guid ConversationId, long Sequence, MessageKind Kind);
}
