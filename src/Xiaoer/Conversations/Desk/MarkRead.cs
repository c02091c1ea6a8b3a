using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Desk;

/// <summary>The desk has shown a thread up to a sequence; the visitor's widget says "read".</summary>
internal static class MarkRead
{
    public static void Map(RouteGroupBuilder conversations) => conversations.MapPost("/{id:guid}/read", Handle).RequirePermission(Permissions.Reply).Produces(204);

    internal static async Task<IResult> Handle(Guid shop, Guid id, ReadRequest request, Caller caller, XiaoerDb db, MarkKeeper marks, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ConversationId(id));
        if (!await db.Set<Conversation>().VisibleTo(caller, shopId).AnyAsync(c => c.Id == wanted, ct)) return TypedResults.NotFound();
        marks.Agent(shopId, wanted, request.Sequence, request.Sequence);
        return TypedResults.NoContent();
    }
}
