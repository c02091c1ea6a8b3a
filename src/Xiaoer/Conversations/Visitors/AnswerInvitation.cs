using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Visitors;

/// <summary>The visitor's yes or no to an invitation. Yes opens a conversation that is the inviting agent's, or – when their seat is taken or the line stood too long – the queue's.</summary>
internal static class AnswerInvitation
{
    public static void Map(RouteGroupBuilder visitor) => visitor.MapPost("/invitation", Handle).Produces(204);

    internal static async Task<IResult> Handle(
        Visit visit, AnswerInvitationRequest request, XiaoerDb db, VisitorConversations conversations, TeamDirectory directory, PersonNames names, HubSender hubs,
        XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        var answered = await db.Write(async token =>
        {
            await db.LockVisitor(visit, token);
            var at = time.Now();
            if (await db.Set<VisitorInvitation>().SingleOrDefaultAsync(i => i.ShopId == visit.Shop && i.Id == request.Id && i.VisitorId == visit.Visitor, token) is not { } invitation) return null;
            if (invitation.State != InvitationState.Sent) return invitation; // a repeat, or another tab was first
            if (!request.Accept) invitation.Refuse(at);
            else invitation.Accept(await Open(db, visit, invitation, conversations, directory, names, options, at, token), at);
            return invitation;
        }, ct);
        if (answered is null) return TypedResults.NotFound();

        var said = new InvitationAnswered(visit.Visitor.Value, answered.AgentId.Value, answered.State == InvitationState.Accepted, answered.ConversationId?.Value);
        hubs.ToDesk(Groups.Agent(visit.Shop, answered.AgentId), [new OutgoingEvent(0, VisitorEvents.InvitationAnswered, said)]);
        return TypedResults.NoContent();
    }

    /// <summary>The invitation a visitor has not answered yet, while it stands.</summary>
    internal static async Task<VisitorInvitationView?> Standing(XiaoerDb db, PersonNames names, Visit visit, DateTimeOffset at, CancellationToken ct)
    {
        var since = at - VisitorInvitation.Stands;
        var found = await db.Set<VisitorInvitation>().AsNoTracking()
            .Where(i => i.ShopId == visit.Shop && i.VisitorId == visit.Visitor && i.State == InvitationState.Sent && i.At > since).OrderByDescending(i => i.At).FirstOrDefaultAsync(ct);
        return found is null ? null : new VisitorInvitationView(found.Id, found.Text, await names.Of(found.AgentId, ct) ?? "", found.At);
    }

    private static async Task<ConversationId> Open(
        XiaoerDb db, Visit visit, VisitorInvitation invitation, VisitorConversations conversations, TeamDirectory directory, PersonNames names, XiaoerOptions options,
        DateTimeOffset at, CancellationToken ct)
    {
        var id = await conversations.Begin(visit, at, ct);
        var conversation = (await db.Lock(visit.Shop, id, ct))!;
        if (conversation.Status != ConversationStatus.Queued || conversation.LastSequence > 0) return id; // they have begun by themselves meanwhile
        var agent = invitation.AgentId;
        await db.EnsureSeat(visit.Shop, agent, options.Conversations.SeatCapacity, ct);
        if (at - invitation.At < VisitorInvitation.Stands && await directory.CanServe(visit.Shop, conversation.TeamId, agent, ct) && await db.TryTake(visit.Shop, agent, ct))
            db.AddRange(conversation.Welcome(agent, await names.Of(agent, ct) ?? "", invitation.Text, at));
        else if (conversation.WantPerson(visit.Visitor, at) is { } wanted) db.Add(wanted);
        return id;
    }
}
