using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Visitors;

/// <summary>A visitor's row and the team that answers on their channel.</summary>
internal sealed record SeenVisitor(VisitorRow View, TeamId Team);

/// <summary>Projects visitors to the rows of the list of who is on the shop's pages.</summary>
internal sealed class VisitorRows(XiaoerDb db, TimeProvider time)
{
    public async Task<SeenVisitor?> Find(ShopId shop, VisitorId id, CancellationToken ct) =>
        (await Read(shop, db.Set<Visitor>().Where(v => v.ShopId == shop && v.Id == id), ct)) is [var one] ? one : null;

    public async Task<List<SeenVisitor>> Read(ShopId shop, IQueryable<Visitor> visitors, CancellationToken ct)
    {
        var found = await visitors.AsNoTracking().ToListAsync(ct);
        if (found.Count == 0) return [];
        var (ids, channels, since) = (found.ConvertAll(v => v.Id), found.Select(v => v.ChannelId).Distinct().ToList(), time.Now() - VisitorInvitation.Stands);
        var teams = await db.Set<Channel>().AsNoTracking().Where(c => c.ShopId == shop && channels.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.TeamId, ct);
        var open = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shop && ids.Contains(c.VisitorId) && c.ResolvedAt == null)
            .Select(c => new { c.VisitorId, c.Id, c.TeamId }).ToListAsync(ct);
        var talking = open.ToLookup(c => c.VisitorId);
        var invited = (await db.Set<VisitorInvitation>().AsNoTracking()
            .Where(i => i.ShopId == shop && ids.Contains(i.VisitorId) && i.State == InvitationState.Sent && i.At > since).Select(i => i.VisitorId).ToListAsync(ct)).ToHashSet();
        return found.ConvertAll(v =>
        {
            var conversation = talking[v.Id].FirstOrDefault();
            return new SeenVisitor(View(v, conversation?.Id, invited.Contains(v.Id)), conversation?.TeamId ?? teams[v.ChannelId]);
        });
    }

    private static VisitorRow View(Visitor v, ConversationId? conversation, bool invited) => new(
        v.Id.Value, $"#{v.Number}", v.Name ?? "", v.ChannelId.Value, v.CustomerId?.Value, v.PageUrl, v.PageTitle,
        v.PageProduct is { } json ? JsonSerializer.Deserialize<ProductPart>(json, XiaoerJson.Lenient) : null, v.PageSince, v.Device, v.Visits, v.LastSeenAt,
        conversation?.Value, invited);
}

/// <summary>Which visitors a caller may see: those of the channels their teams answer.</summary>
internal static class VisitorSight
{
    public static IQueryable<Visitor> VisitorsFor(this XiaoerDb db, Caller caller, ShopId shop)
    {
        var visitors = db.Set<Visitor>().Where(v => v.ShopId == shop);
        if (caller.In(shop) is not { } grant) return visitors.Where(_ => false);
        if (grant.AllTeams) return visitors;
        var teams = grant.Teams.ToList();
        // Somebody whose conversation was handed to another team is that team's visitor too.
        return visitors.Where(v =>
            db.Set<Channel>().Any(c => c.ShopId == shop && c.Id == v.ChannelId && teams.Contains(c.TeamId))
            || db.Set<Conversation>().Any(c => c.ShopId == shop && c.VisitorId == v.Id && teams.Contains(c.TeamId)));
    }
}
