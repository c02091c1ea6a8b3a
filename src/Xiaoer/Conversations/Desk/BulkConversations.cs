using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>
/// The same for several conversations at once. Each goes its own way through the same door as alone – its state, its team, its seat – and has its own
/// outcome: what one is refused, the others do not feel.
/// </summary>
internal static class BulkConversations
{
    public static void Map(RouteGroupBuilder conversations) =>
        conversations.MapPost("/bulk", Handle).RequirePerson(Permissions.Reply).Produces<BulkResult>().WithSummary("Resolves, hands on or marks as read several conversations; the answer tells how it went with each.");

    internal static async Task<IResult> Handle(
        Guid shop, BulkRequest request, Caller caller, XiaoerDb db, TeamDirectory directory, MarkKeeper marks, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        if (request.Action == BulkAction.Transfer && request is { TeamId: null, PersonId: null }) return Problem.Of("transfer.no_target", "Say to whom: a person or a team.", 400);

        var results = new List<BulkOutcome>(request.Ids.Count);
        foreach (var id in request.Ids.Distinct())
        {
            db.ChangeTracker.Clear();
            results.Add(new BulkOutcome(id, await One(id)));
        }

        return TypedResults.Ok(new BulkResult(results));

        async Task<string?> One(Guid id)
        {
            try
            {
                return CodeOf(request.Action switch
                {
                    BulkAction.Resolve => await ResolveConversation.Resolve(shop, id, caller, db, time, ct),
                    BulkAction.Transfer => await TransferConversation.Handle(shop, id, new TransferRequest(request.TeamId, request.PersonId, request.Note), caller, db, directory, options, time, ct),
                    BulkAction.Read => await Read(id),
                });
            }
            catch (RuleBroken refused) { return refused.Code; }
            catch (DbUpdateConcurrencyException) { return "stale"; }
        }

        async Task<IResult> Read(Guid id)
        {
            var (shopId, wanted) = (new ShopId(shop), new ConversationId(id));
            var last = await db.Set<Conversation>().AsNoTracking().VisibleTo(caller, shopId).Where(c => c.Id == wanted).Select(c => (long?)c.LastSequence).SingleOrDefaultAsync(ct);
            if (last is not { } sequence) return TypedResults.NotFound();
            marks.Agent(shopId, wanted, sequence, sequence);
            return TypedResults.NoContent();
        }
    }

    private static string? CodeOf(IResult result) => result switch
    {
        NoContent => null,
        NotFound => "not_found",
        ProblemHttpResult problem => problem.ProblemDetails.Extensions.TryGetValue("code", out var code) ? code as string : "refused",
        _ => "refused",
    };
}
