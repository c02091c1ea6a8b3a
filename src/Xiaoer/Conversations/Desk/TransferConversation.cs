using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>Hands a conversation to a colleague with a free seat, or back to a team's queue, with a note for whoever goes on.</summary>
internal static class TransferConversation
{
    public static void Map(RouteGroupBuilder conversations) =>
        conversations.MapPost("/{id:guid}/transfer", Handle).RequirePerson(Permissions.Reply).Produces(204);

    internal static async Task<IResult> Handle(
        Guid shop, Guid id, TransferRequest request, Caller caller, XiaoerDb db, TeamDirectory directory, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        if (request.PersonId is null && request.TeamId is null) return Problem.Of("transfer.no_target", "Say to whom: a person or a team.", 400);
        var (note, bad) = MessageText.Check(request.Note);
        if (bad is not null) return Problem.Of(bad, "The note cannot be kept as it is.", 400);
        var shopId = new ShopId(shop);
        var target = await directory.Find(shopId, request.TeamId, request.PersonId, ct);
        if (target is null) return Problem.Of("transfer.unknown_target", "There is no such colleague or team in this shop.", 400);

        return await db.Write<IResult>(async token =>
        {
            if (await db.Lock(caller, shop, id, token) is not { } conversation) return TypedResults.NotFound();
            if (conversation.AssigneeId != caller.Agent && !caller.May(shopId, Permissions.LeadConversations))
                throw new RuleBroken("conversation.not_yours", "Only whoever has the conversation, or a lead, hands it on.");

            var (from, to) = (conversation.AssigneeId, target.Person);
            if (to is not null && to == from) return TypedResults.NoContent();
            var team = target.TeamOr(conversation.TeamId);
            if (to is { } server && !await directory.CanServe(shopId, team, server, token))
                throw new RuleBroken("transfer.unknown_target", "This colleague does not answer for that team.");

            var at = time.Now();
            db.Add(conversation.Transfer(team, to, caller.Agent, caller.Name, target.Name, at));
            if (!string.IsNullOrWhiteSpace(note)) db.Add(conversation.Note(note, caller.Agent, at));
            if (to is { } next) await db.Take(shopId, next, options.Conversations.SeatCapacity, token);
            if (from is { } former) await db.GiveBack(shopId, former, token);
            return TypedResults.NoContent();
        }, ct);
    }
}
