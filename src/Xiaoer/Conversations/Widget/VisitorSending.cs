using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>
/// A visitor's message: into their unresolved conversation, or – when there is none – one that is taken up again or begun for it. A repeat of a
/// message whose conversation was resolved meanwhile still finds its first arrival.
/// </summary>
internal sealed class VisitorSending(IServiceScopeFactory scopes, MessageIntake intake, VisitorLimits limits, BlockList blocks)
{
    /// <param name="current">The conversation this connection last wrote to, if known; saves a look-up.</param>
    public async Task<SendResult> Send(Visit visit, ConversationId? current, string address, SendMessageRequest request, CancellationToken ct)
    {
        if (MessageIntake.RefuseVisitor(request) is { } code) return new SendResult(null, code);
        if (blocks.Blocks(visit.Shop, visit.Visitor, address)) return new SendResult(null, "blocked");
        if (limits.Wait(visit.Visitor.Value, address) is { } wait) return new SendResult(null, "slow_down", (int)Math.Ceiling(wait.TotalMilliseconds));

        for (var attempt = 1; ; attempt++)
        {
            if (current is { } conversation)
            {
                var result = await intake.FromVisitor(visit.Shop, conversation, visit.Visitor, request, ct);
                // Resolved, or given to another visitor by identify, since we last looked: find the right one.
                if (attempt >= 4 || result.Code is not ("conversation.wrong_status" or "not_found")) return result;
            }

            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
            current = await Arrived(db, visit, request, ct) ?? await scope.ServiceProvider.GetRequiredService<VisitorConversations>().Continue(visit, ct);
        }
    }

    // The same client id is the same message for ever, also across a resolution.
    private static Task<ConversationId?> Arrived(XiaoerDb db, Visit visit, SendMessageRequest request, CancellationToken ct) =>
        db.Set<Message>().AsNoTracking().Where(m => m.ShopId == visit.Shop && m.SenderId == visit.Visitor.Value && m.ClientMessageId == request.ClientMessageId)
            .Select(m => (ConversationId?)m.ConversationId).FirstOrDefaultAsync(ct);
}
