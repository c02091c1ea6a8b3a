using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations;

/// <summary>
/// The one door to a conversation that is about to change: it locks the row first, so a command and the message path never number the same
/// entry. Locks are always taken in the order visitor, conversation, seat, numbers.
/// </summary>
internal static class ConversationDoor
{
    /// <summary>The conversation under its lock, or null when it is not there or not the caller's. Inside <c>db.Write</c> only.</summary>
    public static async Task<Conversation?> Lock(this XiaoerDb db, Caller caller, Guid shop, Guid id, CancellationToken ct)
    {
        var conversation = await db.Lock(new ShopId(shop), new ConversationId(id), ct);
        return conversation is not null && caller.In(conversation.ShopId) is { } grant && grant.Sees(conversation.TeamId) ? conversation : null;
    }

    public static async Task<Conversation?> Lock(this XiaoerDb db, ShopId shop, ConversationId id, CancellationToken ct)
    {
        if (db is PostgresDb)
        {
            await using var command = db.Command("SELECT 1 FROM conversations WHERE shop_id = @shop AND id = @id FOR UPDATE")
                .With("shop", shop.Value).With("id", id.Value);
            await command.ExecuteScalarAsync(ct);
        }

        return await db.Set<Conversation>().SingleOrDefaultAsync(c => c.ShopId == shop && c.Id == id, ct);
    }

    /// <summary>A visitor's pages and tabs come one after the other. Before the conversation, inside <c>db.Write</c>.</summary>
    public static async Task LockVisitor(this XiaoerDb db, Visit visit, CancellationToken ct)
    {
        if (db is not PostgresDb) return;
        await using var command = db.Command("SELECT 1 FROM visitors WHERE shop_id = @shop AND id = @id FOR UPDATE").With("shop", visit.Shop.Value).With("id", visit.Visitor.Value);
        await command.ExecuteScalarAsync(ct);
    }

    /// <summary>Has the visitor another conversation that is not resolved? There is one at a time in a channel.</summary>
    public static Task<bool> HasUnresolved(this XiaoerDb db, Conversation than, CancellationToken ct) => db.Set<Conversation>().AnyAsync(
        c => c.ShopId == than.ShopId && c.VisitorId == than.VisitorId && c.ChannelId == than.ChannelId && c.Id != than.Id && c.ResolvedAt == null, ct);

    /// <summary>The rows a caller may read in a shop.</summary>
    public static IQueryable<Conversation> VisibleTo(this IQueryable<Conversation> conversations, Caller caller, ShopId shop)
    {
        if (caller.In(shop) is not { } grant) return conversations.Where(_ => false);
        var ofShop = conversations.Where(c => c.ShopId == shop);
        if (grant.AllTeams) return ofShop;
        var teams = grant.Teams.ToList();
        return ofShop.Where(c => teams.Contains(c.TeamId));
    }

    public static ConversationReach? Reach(this Caller caller, ShopId shop) => caller.In(shop) is { } grant
        ? new ConversationReach(grant, grant.Permissions.Contains(Permissions.LeadConversations))
        : null;
}

/// <summary>How far a caller reaches among a shop's conversations; a lead may also speak in colleagues'.</summary>
internal sealed record ConversationReach(ShopGrant Grant, bool MayLead)
{
    public bool Sees(TeamId team) => Grant.Sees(team);
}
