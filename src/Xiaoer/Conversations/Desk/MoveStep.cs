using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent says where in the eight steps of reception the conversation stands (A2.1).</summary>
internal static class MoveStep
{
    public static void Map(RouteGroupBuilder conversations) => conversations.MapPost("/{id:guid}/step", Handle).RequirePerson(Permissions.Reply).Produces(204);

    internal static async Task<IResult> Handle(Guid shop, Guid id, MoveStepRequest request, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct) =>
        await db.Write<IResult>(async token =>
        {
            if (await db.Lock(caller, shop, id, token) is not { } conversation) return TypedResults.NotFound();
            conversation.MoveStep(request.Step, caller.Agent, time.Now());
            return TypedResults.NoContent();
        }, ct);
}
