using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Views;

/// <summary>What an address asks of the desk's list, read and put to the store: the same for the list itself and for what is exported of it.</summary>
internal static class InboxQuery
{
    /// <summary>The conditions, or the refusal of a word that is none.</summary>
    public static (InboxConditions? Conditions, ProblemHttpResult? Refusal) Read(
        string? filter, string? status, Guid? team, Guid? channel, Guid? assignee, Guid? tag, int? waiting, bool unread)
    {
        if (!CodeWord.TryRead<InboxFilter>(filter, out var list)) return (null, Invalid.Of("filter", "filter is mine, queue, all or resolved."));
        if (!CodeWord.TryRead<ConversationStatus>(status, out var wanted)) return (null, Invalid.Of("status", "status is queued, open, waiting or resolved."));
        if (waiting is < 1 or > 7 * 86_400) return (null, Invalid.Of("waiting", "waiting is seconds, up to a week."));
        return (new InboxConditions(list ?? InboxFilter.Mine, wanted, team, channel, assignee, tag, waiting, unread), null);
    }

    /// <summary>The conversations of a view among those the caller sees.</summary>
    public static IQueryable<Conversation> Matching(this IQueryable<Conversation> visible, InboxConditions asked, Caller caller, ShopId shop, CustomerLabels labels, DateTimeOffset now)
    {
        var me = caller.Person;
        var query = asked.List switch
        {
            InboxFilter.Mine => visible.Where(c => c.AssigneeId == me && c.ResolvedAt == null),
            InboxFilter.Queue => visible.Where(c => c.ResolvedAt == null && c.Status == ConversationStatus.Queued),
            InboxFilter.All => visible.Where(c => c.ResolvedAt == null),
            InboxFilter.Resolved => visible.Where(c => c.ResolvedAt != null),
        };
        if (asked.Status is { } status) query = query.Where(c => c.Status == status);
        if (asked.TeamId is { } team && new TeamId(team) is var ofTeam) query = query.Where(c => c.TeamId == ofTeam);
        if (asked.ChannelId is { } channel && new ChannelId(channel) is var through) query = query.Where(c => c.ChannelId == through);
        if (asked.AssigneeId is { } assignee && (PersonId?)new PersonId(assignee) is var with) query = query.Where(c => c.AssigneeId == with);
        if (asked.TagId is { } tag)
        {
            var tagged = labels.Under(shop, tag);
            query = query.Where(c => c.CustomerId != null && tagged.Contains(c.CustomerId));
        }

        if (asked.WaitingSeconds is { } seconds)
        {
            var since = now - TimeSpan.FromSeconds(seconds);
            query = query.Where(c => c.WaitingSince != null && c.WaitingSince <= since);
        }

        return asked.Unread ? query.Where(c => c.Unread > 0) : query;
    }
}
