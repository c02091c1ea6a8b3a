using Xiaoer.Accounts.Contracts;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent says something, or notes it for colleagues only. The same road as through the hub.</summary>
internal static class PostMessage
{
    public static void Map(RouteGroupBuilder conversations) =>
        conversations.MapPost("/{id:guid}/messages", Handle).RequirePermission(Permissions.Reply).Produces<MessageAck>();

    internal static async Task<IResult> Handle(Guid shop, Guid id, SendMessageRequest request, Caller caller, MessageIntake intake, CancellationToken ct) =>
        SendAnswer.Of(await intake.FromAgent(caller, shop, id, request, ct));
}
