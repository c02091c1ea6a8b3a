using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Ratings;

/// <summary>What visitors said of their conversations, newest first.</summary>
internal static class ListRatings
{
    public static void Map(RouteGroupBuilder shops) =>
        shops.MapGet("/ratings", Handle).RequirePermission(Permissions.ReadConversations).Produces<Page<RatingView>>().WithSummary("Ratings, newest first.");

    internal static async Task<IResult> Handle(
        Guid shop, Caller caller, XiaoerDb db, PersonNames names, CancellationToken ct, Guid? agent = null, [Range(RatingRules.Lowest, RatingRules.Highest)] int? score = null,
        DateTimeOffset? from = null, DateTimeOffset? to = null, string? cursor = null, [Range(1, Page<RatingView>.MaxLimit)] int limit = Page<RatingView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        var shopId = new ShopId(shop);
        var ratings = db.Set<Rating>().AsNoTracking().VisibleTo(caller, shopId).Where(r => r.Score != null);
        if (agent is { } one) { var person = new PersonId(one); ratings = ratings.Where(r => r.AgentId == person); }
        if (score is { } wanted) ratings = ratings.Where(r => r.Score == wanted);
        if (from is { } since) ratings = ratings.Where(r => r.At >= since);
        if (to is { } until) ratings = ratings.Where(r => r.At < until);
        if (after is { } last) ratings = ratings.Behind(r => r.At, r => r.ConversationId, DateTimeOffset.FromUnixTimeMilliseconds(last.Key), new ConversationId(last.Id));

        var rows = await ratings.OrderByDescending(r => r.At).ThenByDescending(r => r.ConversationId).Take(limit + 1).ToListAsync(ct);
        var views = await Show(db, names, shopId, [.. rows.Take(limit)], ct);
        return TypedResults.Ok(new Page<RatingView>(views, rows.Count > limit ? new Cursor(rows[limit - 1].At.ToUnixTimeMilliseconds(), rows[limit - 1].ConversationId.Value).ToString() : null));
    }

    /// <summary>The rating of one conversation, if its visitor gave one.</summary>
    internal static async Task<RatingView?> Of(XiaoerDb db, PersonNames names, ShopId shop, ConversationId conversation, CancellationToken ct)
    {
        var rating = await db.Set<Rating>().AsNoTracking().SingleOrDefaultAsync(r => r.ShopId == shop && r.ConversationId == conversation && r.Score != null, ct);
        return rating is null ? null : (await Show(db, names, shop, [rating], ct))[0];
    }

    private static async Task<List<RatingView>> Show(XiaoerDb db, PersonNames names, ShopId shop, IReadOnlyList<Rating> ratings, CancellationToken ct)
    {
        var ids = ratings.Select(r => r.ConversationId).ToList();
        var numbers = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == shop && ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, c => c.Number, ct);
        var views = new List<RatingView>(ratings.Count);
        foreach (var r in ratings)
        {
            var agent = r.AgentId is { } person ? await names.Of(person, ct) : null;
            views.Add(new RatingView(r.ConversationId.Value, Conversation.Label(numbers[r.ConversationId]), r.AgentId?.Value, agent, r.Score!.Value, r.ReadAnswers(), r.At, r.ChangedAt));
        }

        return views;
    }

    private static IQueryable<Rating> VisibleTo(this IQueryable<Rating> ratings, Caller caller, ShopId shop)
    {
        if (caller.In(shop) is not { } grant) return ratings.Where(_ => false);
        var ofShop = ratings.Where(r => r.ShopId == shop);
        if (grant.AllTeams) return ofShop;
        var teams = grant.Teams.ToList();
        return ofShop.Where(r => teams.Contains(r.TeamId));
    }
}
