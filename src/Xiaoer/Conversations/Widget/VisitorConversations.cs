using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>Which conversation a visitor's words belong to: the unresolved one, a recently resolved one taken up again, or a new one.</summary>
internal sealed class VisitorConversations(XiaoerDb db, TeamDirectory directory, XiaoerOptions options, TimeProvider time)
{
    public Task<ConversationId> Continue(Visit visit, CancellationToken ct) => db.Write(async token =>
    {
        var at = time.Now();
        await db.LockVisitor(visit, token); // two tabs, one conversation
        var latest = await Latest(visit, token);
        if (latest is { Status: not ConversationStatus.Resolved }) return latest.Id;
        if (latest?.ResolvedAt is { } resolved && at - resolved <= TimeSpan.FromHours(options.Conversations.ReopenWithinHours))
            return await Reopen(latest, visit, at, token);
        return await Begin(visit, latest, at, token);
    }, ct);

    /// <summary>A conversation of its own: the one that goes on, or else a new one; nothing resolved is taken up again. Inside <c>db.Write</c>, with the visitor's row locked.</summary>
    public async Task<ConversationId> Begin(Visit visit, DateTimeOffset at, CancellationToken ct)
    {
        var latest = await Latest(visit, ct);
        return latest is { Status: not ConversationStatus.Resolved } ? latest.Id : await Begin(visit, latest, at, ct);
    }

    private Task<Conversation?> Latest(Visit visit, CancellationToken ct) => db.Set<Conversation>().AsNoTracking()
        .Where(c => c.ShopId == visit.Shop && c.VisitorId == visit.Visitor && c.ChannelId == visit.Channel)
        .OrderByDescending(c => c.ResolvedAt == null).ThenByDescending(c => c.CreatedAt).FirstOrDefaultAsync(ct);

    private async Task<ConversationId> Reopen(Conversation resolved, Visit visit, DateTimeOffset at, CancellationToken ct)
    {
        var conversation = (await db.Lock(resolved.ShopId, resolved.Id, ct))!;
        if (conversation.Status != ConversationStatus.Resolved) return conversation.Id; // an agent was faster
        var agent = conversation.AssigneeId is { } last && await directory.CanServe(conversation.ShopId, conversation.TeamId, last, ct)
            && await db.TryTake(conversation.ShopId, last, ct) ? last : (PersonId?)null;
        db.Add(conversation.Reopen(agent, visit.Visitor.Value, null, at));
        return conversation.Id;
    }

    private async Task<ConversationId> Begin(Visit visit, Conversation? previous, DateTimeOffset at, CancellationToken ct)
    {
        var channel = await db.Set<Channel>().AsNoTracking().SingleAsync(c => c.ShopId == visit.Shop && c.Id == visit.Channel, ct);
        var visitor = await db.Set<Visitor>().AsNoTracking().SingleAsync(v => v.ShopId == visit.Shop && v.Id == visit.Visitor, ct);
        var number = await db.NextNumber(visit.Shop, "conversation", ct);
        var conversation = new Conversation(visit.Shop, new ConversationId(time.NewId()), number, channel, visitor, previous, at);
        db.Add(conversation);
        await db.SaveChangesAsync(ct); // what joins this write finds its row to lock
        return conversation.Id;
    }
}
