using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Visitors;

/// <summary>Keeps where visitors look: the page they are on, the last ones before it and how long they stayed. Bounded for each visitor.</summary>
internal sealed class Browsing(XiaoerDb db, VisitorRows rows, HubSender hubs, XiaoerOptions options, TimeProvider time)
{
    private static readonly TimeSpan LongestStay = TimeSpan.FromHours(1);

    /// <summary>True: another page than before. Inside <c>db.Write</c>, with the visitor's row locked.</summary>
    public async Task<bool> Note(Visitor visitor, VisitedPage page, DateTimeOffset at, CancellationToken ct)
    {
        var product = page.Product is { } shown ? ProductText.Write(shown) : null;
        var theirs = db.Set<PageView>().Where(p => p.ShopId == visitor.ShopId && p.VisitorId == visitor.Id);
        var last = await theirs.OrderByDescending(p => p.Id).FirstOrDefaultAsync(ct);
        // Who was away meanwhile looked until we saw them last.
        last?.Stay(at - visitor.LastSeenAt < VisitorListState.Here ? at : visitor.LastSeenAt, LongestStay);
        if (!visitor.LookAt(page.Url, page.Title, product, at)) return false;

        var spare = await theirs.OrderByDescending(p => p.Id).Skip(options.Conversations.PagesPerVisitor - 1).Select(p => p.Id).ToListAsync(ct);
        if (spare.Count > 0) await theirs.Where(p => spare.Contains(p.Id)).ExecuteDeleteAsync(ct);
        db.Add(new PageView { ShopId = visitor.ShopId, VisitorId = visitor.Id, Id = time.NewId(), Url = page.Url, Title = page.Title, Product = product, At = at });
        return true;
    }

    /// <summary>Tells the desks that watch the shop's visitors, and whoever has this one's conversation open. After the commit.</summary>
    public async Task Tell(Visitor visitor, CancellationToken ct)
    {
        if (await rows.Find(visitor.ShopId, visitor.Id, ct) is not { } row) return;
        var groups = new List<string> { Groups.Visitors(visitor.ShopId, row.Team) };
        if (row.View.ConversationId is { } conversation) groups.Add(Groups.Thread(row.Team, new ConversationId(conversation)));
        hubs.ToDesks(groups, [new OutgoingEvent(0, VisitorEvents.Viewed, new VisitorViewed(row.View))]);
    }
}
