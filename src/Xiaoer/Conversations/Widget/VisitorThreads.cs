using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Ratings;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>A visitor's one thread over all their conversations: the latest entries, what they missed, or what came before.</summary>
internal sealed class VisitorThreads(XiaoerDb db, MessageViews views, PersonNames names)
{
    private const int PageSize = 50;
    private const int MostMissed = 200;

    public async Task<VisitorThread> Latest(Visit visit, CancellationToken ct)
    {
        var conversations = await Conversations(visit, ct);
        return await Show(visit, conversations, await Backwards(visit, conversations, null, ct), ct);
    }

    /// <summary>Everything after an entry of one conversation, through all later ones; nothing is skipped (P4).</summary>
    public async Task<VisitorThread?> After(Visit visit, Guid conversation, long after, CancellationToken ct)
    {
        var conversations = await Conversations(visit, ct);
        var from = conversations.FindIndex(c => c.Id.Value == conversation);
        // Ahead of the thread: the store was restored from a backup. As with a foreign place, the widget begins anew.
        if (from < 0 || after > conversations[from].LastSequence) return null;

        // What was taken back meanwhile is told again, without its words.
        var missed = conversations[from].LastRecalledAt is null ? [] : await Recalled(visit, conversations[from].Id, after, ct);
        var told = missed.Count;
        for (var i = from; i >= 0 && missed.Count - told <= MostMissed; i--)
        {
            var id = conversations[i].Id;
            var last = i == from ? after : 0;
            missed.AddRange(await Visible(visit, id).Where(m => m.Sequence > last).OrderBy(m => m.Sequence).Take(MostMissed + 1 - (missed.Count - told)).ToListAsync(ct));
        }

        return await Show(visit, conversations, ([.. missed.Take(told + MostMissed)], missed.Count - told > MostMissed), ct);
    }

    /// <summary>The page before an entry; empty when the thread begins there.</summary>
    public async Task<VisitorThread?> Before(Visit visit, Guid conversation, long sequence, CancellationToken ct)
    {
        var conversations = await Conversations(visit, ct);
        return conversations.Exists(c => c.Id.Value == conversation)
            ? await Show(visit, conversations, await Backwards(visit, conversations, (conversation, sequence), ct), ct)
            : null;
    }

    private async Task<(List<Message>, bool More)> Backwards(Visit visit, List<Conversation> conversations, (Guid Conversation, long Sequence)? before, CancellationToken ct)
    {
        var found = new List<Message>();
        var first = before is { } b ? conversations.FindIndex(c => c.Id.Value == b.Conversation) : 0;
        for (var i = first; i < conversations.Count && found.Count <= PageSize; i++)
        {
            var id = conversations[i].Id;
            var until = before is { } limit && limit.Conversation == id.Value ? limit.Sequence : long.MaxValue;
            found.AddRange(await Visible(visit, id).Where(m => m.Sequence < until).OrderByDescending(m => m.Sequence).Take(PageSize + 1 - found.Count).ToListAsync(ct));
        }

        var page = found.Take(PageSize).Reverse().ToList();
        return (page, found.Count > PageSize);
    }

    private Task<List<Message>> Recalled(Visit visit, ConversationId id, long until, CancellationToken ct) =>
        Visible(visit, id).Where(m => m.Sequence <= until && m.RecalledAt != null).OrderByDescending(m => m.Sequence).Take(PageSize).OrderBy(m => m.Sequence).ToListAsync(ct);

    private IQueryable<Message> Visible(Visit visit, ConversationId id) => db.Set<Message>().AsNoTracking().Where(m =>
        m.ShopId == visit.Shop && m.ConversationId == id && m.Kind != MessageKind.Note
        && (m.Kind != MessageKind.Event || m.Text == ThreadEvents.Taken || m.Text == ThreadEvents.Transferred || m.Text == ThreadEvents.Resolved || m.Text == ThreadEvents.Reopened || m.Text == ThreadEvents.PersonWanted));

    private Task<List<Conversation>> Conversations(Visit visit, CancellationToken ct) => db.Set<Conversation>().AsNoTracking()
        .Where(c => c.ShopId == visit.Shop && c.VisitorId == visit.Visitor && c.ChannelId == visit.Channel)
        .OrderByDescending(c => c.CreatedAt).ThenByDescending(c => c.Number).Take(100).ToListAsync(ct);

    private async Task<VisitorThread> Show(Visit visit, List<Conversation> conversations, (List<Message> Messages, bool More) page, CancellationToken ct)
    {
        var items = await views.Of(page.Messages, db, ct);
        if (conversations is not [var now, ..]) return new VisitorThread(null, null, null, items, 0, null, page.More);
        var agent = now.AssigneeId is { } assignee ? await names.Of(assignee, ct) : null;
        var rating = now.Status == ConversationStatus.Resolved
            ? await db.Set<Rating>().AsNoTracking().SingleOrDefaultAsync(r => r.ShopId == visit.Shop && r.ConversationId == now.Id && r.At >= now.ResolvedAt, ct)
            : null;
        return new VisitorThread(
            now.Id.Value, now.Status, agent, items, now.LastSequence, new ReadMarks(now.CustomerDelivered, now.CustomerRead, now.AgentDelivered, now.AgentRead), page.More,
            rating?.ForVisitor());
    }
}
