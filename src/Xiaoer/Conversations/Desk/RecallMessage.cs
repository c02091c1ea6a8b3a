using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent takes back what they have just said or noted.</summary>
internal static class RecallMessage
{
    public static void Map(RouteGroupBuilder conversations) =>
        conversations.MapPost("/{id:guid}/messages/{message:guid}/recall", Handle).RequirePermission(Permissions.Reply).Produces(204);

    internal static async Task<IResult> Handle(Guid shop, Guid id, Guid message, Caller caller, XiaoerDb db, MessageRecall recall, CancellationToken ct) =>
        await recall.Run(caller.Actor, message, token => db.Lock(caller, shop, id, token), m => m.Author == MessageAuthor.Agent && m.SenderId == caller.Actor, ct)
            ? TypedResults.NoContent()
            : TypedResults.NotFound();
}
