using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Ratings;

/// <summary>A visitor rates their resolved conversation, changes their mind within a day, or would rather not.</summary>
internal static class RateConversation
{
    public static void Map(RouteGroupBuilder visitor) => visitor.MapPost("/rating", Handle).Produces<VisitorRating>();

    internal static async Task<IResult> Handle(Visit visit, RateRequest request, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var settings = await db.WidgetOf(visit.Shop, visit.Channel, ct);
        var locale = await db.Set<Visitor>().Where(v => v.ShopId == visit.Shop && v.Id == visit.Visitor).Select(v => v.Locale).SingleAsync(ct);
        var answers = RatingRules.Read(settings.Rating, request.Answers, locale is null || locale.StartsWith("zh", StringComparison.OrdinalIgnoreCase));
        if (answers is null || answers.Any(a => MessageText.Check(a.Answer).Code is not null)) return Problem.Of("rating.bad_answer", "An answer does not fit its question.", 400);

        var wanted = new ConversationId(request.ConversationId);
        var rating = await db.WriteInTurn(async token =>
        {
            await db.LockVisitor(visit, token);
            if (await db.Lock(visit.Shop, wanted, token) is not { } conversation || conversation.VisitorId != visit.Visitor || conversation.ChannelId != visit.Channel) return null;
            var at = time.Now();
            if (conversation.ResolvedAt is not { } resolved) throw new RuleBroken("rating.not_resolved", "What goes on is rated when it is over.");
            if (!settings.Rating.Asked) throw new RuleBroken("rating.not_asked", "This shop does not ask.");

            var known = await db.Set<Rating>().SingleOrDefaultAsync(r => r.ShopId == visit.Shop && r.ConversationId == wanted, token);
            if (known is not null && known.At < resolved) known.BeginAnew(conversation, at);
            if (known?.Score is null && at > resolved + RatingRules.GivenWithin) throw new RuleBroken("rating.too_late", "It is too late to rate this conversation.");
            if (known is null) db.Add(known = new Rating(conversation, at));
            var before = known.Score;
            if (request.Score is { } score && known.Say(score, answers, at)) db.Add(conversation.Rate(score, before, visit.Visitor, at));
            return known;
        }, ct);
        return rating is null ? TypedResults.NotFound() : TypedResults.Ok(rating.ForVisitor());
    }
}
