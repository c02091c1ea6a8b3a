using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Visitors;

/// <summary>An agent offers help to somebody on a page. Whoever said "not now" is left alone, and nobody is asked again and again.</summary>
internal static class InviteVisitor
{
    public static void Map(RouteGroupBuilder visitors) => visitors.MapPost("/{id:guid}/invitations", Handle).RequirePerson(Permissions.Reply).Produces<VisitorInvitationView>();

    internal static async Task<IResult> Handle(
        Guid shop, Guid id, InviteVisitorRequest request, Caller caller, XiaoerDb db, VisitorRows rows, HubSender hubs, BlockList blocks, XiaoerOptions options, TimeProvider time,
        CancellationToken ct)
    {
        var (text, bad) = MessageText.Check(request.Text.Trim());
        if (bad is not null || text.Length == 0) return Problem.Of("bad_text", "The line cannot be sent as it is.", 400);
        var (shopId, wanted) = (new ShopId(shop), new VisitorId(id));
        var visit = await db.VisitorsFor(caller, shopId).Where(v => v.Id == wanted).Select(v => new Widget.Visit(v.ShopId, v.ChannelId, v.Id)).SingleOrDefaultAsync(ct);
        if (visit is null) return TypedResults.NotFound();
        if (blocks.Blocks(shopId, wanted, "")) throw new RuleBroken("invitation.blocked", "This visitor is blocked.");

        var invitation = await db.Write(async token =>
        {
            await db.LockVisitor(visit, token);
            var at = time.Now();
            await Judge(db, rows, visit, caller, options.Conversations, at, token);
            var made = new VisitorInvitation(shopId, time.NewId(), wanted, caller.Agent, text, at);
            db.Add(made);
            return made;
        }, ct);
        var view = new VisitorInvitationView(invitation.Id, invitation.Text, caller.Name, invitation.At);
        hubs.ToVisitor(Groups.Visitor(wanted), [new OutgoingEvent(0, VisitorEvents.Invited, new VisitorInvited(view))]);
        return TypedResults.Ok(view);
    }

    private static async Task Judge(XiaoerDb db, VisitorRows rows, Widget.Visit visit, Caller caller, ConversationOptions options, DateTimeOffset at, CancellationToken ct)
    {
        var row = (await rows.Find(visit.Shop, visit.Visitor, ct))!.View;
        if (row.ConversationId is not null) throw new RuleBroken("invitation.talking", "This visitor has a conversation already.");
        if (row.Invited) throw new RuleBroken("invitation.stands", "This visitor has been invited and has not answered yet.");
        if (at - row.LastSeenAt > VisitorListState.Here) throw new RuleBroken("invitation.gone", "This visitor has left.");

        var theirs = db.Set<VisitorInvitation>().Where(i => i.ShopId == visit.Shop && i.VisitorId == visit.Visitor);
        var (rest, day, hour) = (at.AddDays(-options.InvitationRestDays), at.AddDays(-1), at.AddHours(-1));
        if (await theirs.AnyAsync(i => i.State == InvitationState.Refused && i.At > rest, ct)) throw new RuleBroken("invitation.refused", "This visitor has said: not now.");
        if (await theirs.CountAsync(i => i.At > day, ct) >= options.InvitationsPerVisitor) throw new RuleBroken("invitation.often", "This visitor has been invited enough today.");
        var me = caller.Agent;
        if (await db.Set<VisitorInvitation>().CountAsync(i => i.ShopId == visit.Shop && i.AgentId == me && i.At > hour, ct) >= options.InvitationsPerAgent)
            throw new RuleBroken("invitation.too_fast", "You have invited enough visitors this hour.");
    }
}
