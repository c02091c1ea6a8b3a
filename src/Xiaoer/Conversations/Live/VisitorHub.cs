using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Conversations.Widget;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Live;

/// <summary>
/// The visitor's live connection. The token comes as the first call, not in the address, so that no log ever holds it; a connection that has not
/// joined within ten seconds is closed.
/// </summary>
[AllowAnonymous]
internal sealed class VisitorHub(VisitorSending sending, VisitorLimits limits, IServiceProvider services, MarkKeeper marks, HubSender hubs, VisitorPresence presence, BlockList blocks, XiaoerOptions options, TimeProvider time) : Hub
{
    // Most calls send a message and never ask the store here: a context is made for those that do.
    private XiaoerDb Db => services.GetRequiredService<XiaoerDb>();

    private static readonly TimeSpan JoinWithin = TimeSpan.FromSeconds(10);

    public override Task OnConnectedAsync()
    {
        if (limits.Connect(Address) is not { } place)
        {
            Context.Abort();
            return Task.CompletedTask;
        }

        var seat = new Connection(place);
        Context.Items[nameof(Connection)] = seat;
        var context = Context;
        seat.Deadline = time.CreateTimer(_ => { if (seat.Visit is null) context.Abort(); }, null, JoinWithin, Timeout.InfiniteTimeSpan);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        Mine?.Dispose();
        presence.Left(Context.ConnectionId);
        return Task.CompletedTask;
    }

    public async Task<bool> Join(string token)
    {
        if (Mine is not { } mine || await Db.FindVisit(token, options.Conversations, time.Now(), Context.ConnectionAborted) is not { } visit) return false;
        if (blocks.Blocks(visit.Shop, visit.Visitor, Address)) return false;
        if (!mine.Claim(visit)) return mine.Visit == visit; // a connection speaks for one visitor
        presence.Came(Context.ConnectionId, new VisitorPage(visit, VisitTokens.Hash(token), Context.Abort, Address));
        if (blocks.Blocks(visit.Shop, visit.Visitor, Address)) Context.Abort(); // blocked while it came in
        if (Context.ConnectionAborted.IsCancellationRequested) // it ended while its visit was looked up, and may have been told good-bye already
        {
            presence.Left(Context.ConnectionId);
            return false;
        }

        await Groups.AddToGroupAsync(Context.ConnectionId, Live.Groups.Visitor(visit.Visitor), Context.ConnectionAborted);
        return true;
    }

    public async Task<SendResult> Send(SendMessageRequest request)
    {
        if (Mine is not { Visit: { } visit } mine) return new SendResult(null, "not_joined");
        var result = await sending.Send(visit, mine.Conversation, Address, request, Context.ConnectionAborted);
        if (result.Ack is { } ack) mine.Conversation = new ConversationId(ack.ConversationId);
        return result;
    }

    public async Task Typing(bool typing)
    {
        if (Mine is not { Visit: { } visit } mine || !mine.MayTell(time)) return;
        var open = await Db.Set<Conversation>().AsNoTracking()
            .Where(c => c.ShopId == visit.Shop && c.VisitorId == visit.Visitor && c.ChannelId == visit.Channel && c.ResolvedAt == null)
            .Select(c => new { c.Id, c.TeamId, c.AssigneeId }).FirstOrDefaultAsync(Context.ConnectionAborted);
        if (open is null) return;
        var live = new OutgoingEvent(0, ConversationEvents.Typed, new ConversationTyped(open.Id.Value, MessageAuthor.Customer, visit.Visitor.Value, null, typing));
        hubs.ToDesks([open.AssigneeId is { } agent ? Live.Groups.Agent(visit.Shop, agent) : Live.Groups.Queue(visit.Shop, open.TeamId), Live.Groups.Thread(open.TeamId, open.Id)], [live]);
    }

    public async Task Read(VisitorReadRequest request)
    {
        if (Mine is not { Visit: { } visit } mine || !mine.MayTell(time)) return;
        var wanted = new ConversationId(request.ConversationId);
        if (mine.Conversation != wanted)
        {
            if (!await VisitorEndpoints.Owns(Db, visit, request.ConversationId, Context.ConnectionAborted)) return;
            mine.Conversation = wanted;
        }

        marks.Customer(visit.Shop, wanted, request.Delivered, request.Read);
    }

    private string Address => Context.GetHttpContext()?.Household().ToString() ?? "";

    private Connection? Mine => Context.Items.TryGetValue(nameof(Connection), out var mine) ? (Connection?)mine : null;

    /// <summary>What this node remembers of one connection; all of it can be asked again.</summary>
    private sealed class Connection(IDisposable place) : IDisposable
    {
        private long _toldAt;
        private int _told;
        private Visit? _visit;

        public Visit? Visit => _visit;
        public ConversationId? Conversation { get; set; }
        public ITimer? Deadline { get; set; }

        /// <summary>The first to ask gives the connection its visitor, also of two at once.</summary>
        public bool Claim(Visit visit) => Interlocked.CompareExchange(ref _visit, visit, null) is null;

        /// <summary>Typing and read marks: at most ten a second; more are simply not needed.</summary>
        public bool MayTell(TimeProvider time)
        {
            var now = time.GetTimestamp();
            if (time.GetElapsedTime(_toldAt, now) > TimeSpan.FromSeconds(1)) (_toldAt, _told) = (now, 0);
            return ++_told <= 10;
        }

        public void Dispose()
        {
            Deadline?.Dispose();
            place.Dispose();
        }
    }
}
