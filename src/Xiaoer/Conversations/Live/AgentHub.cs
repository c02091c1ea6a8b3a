using System.Collections.Concurrent;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Alerts;
using Xiaoer.Conversations.Desk;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Live;

/// <summary>
/// A desk's live connection. Who it is was proven before the upgrade; what it may hear is decided on every call. Ending the session closes it
/// within seconds.
/// </summary>
[Authorize(Authorization.SignedIn)]
internal sealed class AgentHub(MessageIntake intake, IServiceProvider services, MarkKeeper marks, DeskFronts fronts, HubSender hubs, Callers callers, LiveSessions sessions) : Hub
{
    // Most calls send a message and never ask the store here: a context is made for those that do.
    private XiaoerDb Db => services.GetRequiredService<XiaoerDb>();

    public override Task OnConnectedAsync()
    {
        var context = Context;
        if (context.GetHttpContext()?.Features.Get<Caller>() is not { } caller)
        {
            context.Abort();
            return Task.CompletedTask;
        }

        context.Items[nameof(Caller)] = caller;
        context.Items[nameof(Threads)] = new ConcurrentDictionary<ConversationId, TeamId>();
        var desk = Clients.Caller;
        sessions.Register(caller, context.ConnectionId, code => desk.SendAsync("bye", new { code }), context.Abort);
        return Task.CompletedTask;
    }

    public override async Task OnDisconnectedAsync(Exception? exception)
    {
        sessions.Remove(Context.ConnectionId);
        if (Context.Items.ContainsKey(nameof(Front)) && Context.Items[nameof(Caller)] is Caller { Person: { } me }) await fronts.Say(Context.ConnectionId, me, false, CancellationToken.None);
    }

    /// <summary>The desk is in front of its person, or is not any more: whoever sees it needs no push. Said again once a minute.</summary>
    public async Task Front(bool front)
    {
        if ((await Me()).Person is not { } me) return;
        Context.Items[nameof(Front)] = true;
        await fronts.Say(Context.ConnectionId, me, front, Context.ConnectionAborted);
    }

    /// <summary>Begins to hear the caller's own conversations and their teams' queues; answers the cursor the next snapshot may start from.</summary>
    public async Task<long> Enter(Guid shop)
    {
        var shopId = new ShopId(shop);
        if (!(await Me()).May(shopId, Permissions.ReadConversations)) return -1;
        foreach (var group in await Audience(shopId)) await Groups.AddToGroupAsync(Context.ConnectionId, group, Context.ConnectionAborted);
        return await Db.LastCursor(shopId, Context.ConnectionAborted);
    }

    public async Task Leave(Guid shop)
    {
        var shopId = new ShopId(shop);
        foreach (var group in await Audience(shopId)) await Groups.RemoveFromGroupAsync(Context.ConnectionId, group);
        await Watch(shop, false);
        await WatchVisitors(shop, false);
    }

    /// <summary>Hears every conversation of the caller's teams while the list "all" is on screen.</summary>
    public async Task Watch(Guid shop, bool all)
    {
        var shopId = new ShopId(shop);
        if (!(await Me()).May(shopId, Permissions.ReadConversations)) return;
        foreach (var team in await Teams(shopId))
        {
            var group = Live.Groups.Watchers(shopId, team);
            await (all ? Groups.AddToGroupAsync(Context.ConnectionId, group) : Groups.RemoveFromGroupAsync(Context.ConnectionId, group));
        }
    }

    /// <summary>Hears of visitors on the pages the caller's teams answer for while their list is on screen.</summary>
    public async Task WatchVisitors(Guid shop, bool on)
    {
        var shopId = new ShopId(shop);
        if (!(await Me()).May(shopId, Permissions.ReadConversations)) return;
        foreach (var team in await Teams(shopId))
        {
            var group = Live.Groups.Visitors(shopId, team);
            await (on ? Groups.AddToGroupAsync(Context.ConnectionId, group) : Groups.RemoveFromGroupAsync(Context.ConnectionId, group));
        }
    }

    /// <summary>Begins to hear a thread. Handed to another team it falls silent (<c>conversation.left</c>): whoever still sees it opens it again.</summary>
    public async Task<bool> Open(Guid shop, Guid conversation)
    {
        var id = new ConversationId(conversation);
        while (await TeamOf(shop, id) is { } team)
        {
            if (Threads.TryGetValue(id, out var heard) && heard == team) return true; // asked once more after entering: nobody has moved it meanwhile
            await Close(shop, conversation);
            Threads[id] = team;
            await Groups.AddToGroupAsync(Context.ConnectionId, Live.Groups.Thread(team, id), Context.ConnectionAborted);
        }

        await Close(shop, conversation);
        return false;
    }

    public Task Close(Guid shop, Guid conversation)
    {
        var id = new ConversationId(conversation);
        return Threads.TryRemove(id, out var team) ? Groups.RemoveFromGroupAsync(Context.ConnectionId, Live.Groups.Thread(team, id)) : Task.CompletedTask;
    }

    public async Task<SendResult> Send(Guid shop, Guid conversation, SendMessageRequest request) =>
        await intake.FromAgent(await Me(), shop, conversation, request, Context.ConnectionAborted);

    public async Task Typing(Guid shop, Guid conversation, bool typing)
    {
        var (shopId, id) = (new ShopId(shop), new ConversationId(conversation));
        var me = await Me();
        if (!me.May(shopId, Permissions.Reply)) return;
        var row = await Db.Set<Conversation>().AsNoTracking().VisibleTo(me, shopId).Where(c => c.Id == id && c.ResolvedAt == null)
            .Select(c => new { c.VisitorId, c.TeamId }).SingleOrDefaultAsync(Context.ConnectionAborted);
        if (row is null) return;
        var live = new OutgoingEvent(0, ConversationEvents.Typed, new ConversationTyped(conversation, MessageAuthor.Agent, me.Actor, me.Name, typing));
        hubs.ToVisitor(Live.Groups.Visitor(row.VisitorId), [live]);
        hubs.ToDesk(Live.Groups.Thread(row.TeamId, id), [live]);
    }

    public async Task Read(Guid shop, Guid conversation, long sequence)
    {
        if (sequence < 0 || !(await Me()).May(new ShopId(shop), Permissions.Reply) || await TeamOf(shop, new ConversationId(conversation)) is null) return;
        marks.Agent(new ShopId(shop), new ConversationId(conversation), sequence, sequence);
    }

    /// <summary>Who calls, as of the last two seconds: the connection outlives what was true when it was opened.</summary>
    private async ValueTask<Caller> Me()
    {
        if (await callers.Refresh((Caller)Context.Items[nameof(Caller)]!, Context.ConnectionAborted) is { } caller) return caller;
        Context.Abort();
        throw new HubException("signed_out");
    }

    /// <summary>The threads this connection hears, and as whose.</summary>
    private ConcurrentDictionary<ConversationId, TeamId> Threads => (ConcurrentDictionary<ConversationId, TeamId>)Context.Items[nameof(Threads)]!;

    /// <summary>The team that has the conversation; null when the caller does not see it.</summary>
    private async Task<TeamId?> TeamOf(Guid shop, ConversationId id)
    {
        var shopId = new ShopId(shop);
        var me = await Me();
        if (!me.May(shopId, Permissions.ReadConversations)) return null;
        return await Db.Set<Conversation>().VisibleTo(me, shopId).Where(c => c.Id == id).Select(c => (TeamId?)c.TeamId).SingleOrDefaultAsync(Context.ConnectionAborted);
    }

    private async Task<List<string>> Audience(ShopId shop)
    {
        var groups = (await Teams(shop)).ConvertAll(team => Live.Groups.Queue(shop, team));
        if ((await Me()).Person is { } me) groups.Add(Live.Groups.Agent(shop, me));
        if ((await Me()).May(shop, Permissions.ReadCustomers)) groups.Add(Live.Groups.Customers(shop));
        return groups;
    }

    private async Task<List<TeamId>> Teams(ShopId shop)
    {
        if ((await Me()).In(shop) is not { } grant) return [];
        if (!grant.AllTeams) return [.. grant.Teams];
        return await Db.Set<Channel>().AsNoTracking().Where(c => c.ShopId == shop).Select(c => c.TeamId)
            .Union(Db.Set<Conversation>().Where(c => c.ShopId == shop && c.ResolvedAt == null).Select(c => c.TeamId)).ToListAsync(Context.ConnectionAborted);
    }
}
