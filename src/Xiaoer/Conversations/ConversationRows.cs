using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>Projects conversations to the rows of the desk's list.</summary>
internal sealed class ConversationRows(XiaoerDb db, PersonNames names)
{
    public async Task<List<ConversationRow>> Read(IQueryable<Conversation> query, CancellationToken ct)
    {
        var conversations = await query.AsNoTracking().ToListAsync(ct);
        var visitors = conversations.Where(c => c.Name.Length == 0).Select(c => c.VisitorId).ToList();
        var numbers = visitors.Count == 0 || conversations.Count == 0
            ? []
            : await db.Set<Visitor>().AsNoTracking().Where(v => v.ShopId == conversations[0].ShopId && visitors.Contains(v.Id))
                .ToDictionaryAsync(v => v.Id, v => v.Number, ct);

        var rows = new List<ConversationRow>(conversations.Count);
        foreach (var c in conversations)
        {
            var name = c.Name.Length > 0 ? c.Name : numbers.TryGetValue(c.VisitorId, out var number) ? $"#{number}" : "";
            rows.Add(Row(c, name, c.AssigneeId is { } assignee ? await names.Of(assignee, ct) : null));
        }

        return rows;
    }

    private static ConversationRow Row(Conversation c, string name, string? assignee) => new(
        c.Id.Value, c.ShopId.Value, Conversation.Label(c.Number), c.Status, c.Step, c.TeamId.Value, c.ChannelId.Value, c.AssigneeId?.Value, assignee, c.VisitorId.Value,
        c.CustomerId?.Value, name, c.Verified, c.LastSequence, c.LastAt, c.Preview, c.LastKind, c.LastAuthor, c.WaitingSince, c.Unread,
        new ReadMarks(c.CustomerDelivered, c.CustomerRead, c.AgentDelivered, c.AgentRead), c.CreatedAt, c.ResolvedAt, c.Version,
        c.Rating, c.PersonWantedAt);
}
