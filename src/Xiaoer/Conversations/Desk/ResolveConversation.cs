using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent closes a conversation once the customer's question is settled, or takes it up again.</summary>
internal static class ResolveConversation
{
    public static void Map(RouteGroupBuilder conversations)
    {
        conversations.MapPost("/{id:guid}/resolve", Resolve).RequirePerson(Permissions.Reply).Produces(204);
        conversations.MapPost("/{id:guid}/reopen", Reopen).RequirePerson(Permissions.Reply).Produces(204);
    }

    internal static async Task<IResult> Resolve(Guid shop, Guid id, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct) =>
        await db.Write<IResult>(async token =>
        {
            if (await db.Lock(caller, shop, id, token) is not { } conversation) return TypedResults.NotFound();
            if (conversation.AssigneeId != caller.Agent && !caller.May(conversation.ShopId, Permissions.LeadConversations))
                throw new RuleBroken("conversation.not_yours", "Only whoever has the conversation, or a lead, resolves it.");

            db.Add(conversation.Resolve(caller.Agent, caller.Name, time.Now()));
            if (conversation.AssigneeId is { } agent) await db.GiveBack(conversation.ShopId, agent, token);
            return TypedResults.NoContent();
        }, ct);

    internal static async Task<IResult> Reopen(Guid shop, Guid id, Caller caller, XiaoerDb db, XiaoerOptions options, TimeProvider time, CancellationToken ct) =>
        await db.Write<IResult>(async token =>
        {
            if (await db.Lock(caller, shop, id, token) is not { } conversation) return TypedResults.NotFound();
            if (await db.HasUnresolved(conversation, token))
                throw new RuleBroken("conversation.newer_open", "The visitor has already started a newer conversation. Go on there.");

            db.Add(conversation.Reopen(caller.Agent, caller.Actor, caller.Name, time.Now()));
            await db.Take(conversation.ShopId, caller.Agent, options.Conversations.SeatCapacity, token);
            return TypedResults.NoContent();
        }, ct);
}
