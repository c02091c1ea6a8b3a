using System.Collections.Concurrent;
using System.Threading.Channels;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Live;

/// <summary>
/// Gathers delivered and read marks and stores them a few times a second: marks only grow, so the highest of many is all that matters.
/// Losing some with a node is harmless; the next mark or snapshot heals it.
/// </summary>
internal sealed class MarkKeeper(IServiceScopeFactory scopes, HubSender hubs, TimeProvider time, ILogger<MarkKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(ShopId, ConversationId), ReadMarks> _marks = new();

    // Holds one word at most: said twice it means the same.
    private readonly Channel<bool> _some = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    public void Agent(ShopId shop, ConversationId conversation, long delivered, long read) => Put(shop, conversation, new ReadMarks(0, 0, delivered, read));

    public void Customer(ShopId shop, ConversationId conversation, long delivered, long read) => Put(shop, conversation, new ReadMarks(delivered, read, 0, 0));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await _some.Reader.ReadAsync(stoppingToken);
            await Task.Delay(Gathering, time, stoppingToken);
            var taken = Take();
            try
            {
                await Store(taken, stoppingToken);
            }
            catch (Exception e) when (e is System.Data.Common.DbException or InvalidOperationException or TimeoutException)
            {
                log.LogWarning("Read marks wait for the store ({Reason})", e.GetType().Name);
                await Task.Delay(Patience, time, stoppingToken);
                foreach (var ((shop, conversation), marks) in taken) Put(shop, conversation, marks);
            }
        }
    }

    private void Put(ShopId shop, ConversationId conversation, ReadMarks marks)
    {
        _marks.AddOrUpdate((shop, conversation), marks, (_, known) => Further(known, marks));
        _some.Writer.TryWrite(true);
    }

    private List<((ShopId Shop, ConversationId Conversation) Key, ReadMarks Marks)> Take()
    {
        var taken = new List<((ShopId, ConversationId), ReadMarks)>();
        foreach (var key in _marks.Keys.OrderBy(k => k.Item1.Value).ThenBy(k => k.Item2.Value).Take(1000))
        {
            if (_marks.TryRemove(key, out var marks)) taken.Add((key, marks));
        }

        return taken;
    }

    private async Task Store(List<((ShopId Shop, ConversationId Conversation) Key, ReadMarks Marks)> taken, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<XiaoerDb>();
        List<(ShopId Shop, Conversation Row)> marked = [];
        await db.Write(async token =>
        {
            marked.Clear();
            foreach (var (key, marks) in taken) await Raise(db, key.Shop, key.Conversation, marks, token);
            foreach (var ofShop in taken.GroupBy(t => t.Key.Shop, t => t.Key.Conversation))
            {
                var ids = ofShop.ToList();
                var rows = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == ofShop.Key && ids.Contains(c.Id)).ToListAsync(token);
                marked.AddRange(rows.Select(r => (ofShop.Key, r)));
            }
        }, ct);

        foreach (var (shop, row) in marked) Tell(shop, row);
        if (!_marks.IsEmpty) _some.Writer.TryWrite(true);
    }

    // A mark never goes beyond the thread, never back, and what is unread is counted from the thread itself.
    private static async Task Raise(XiaoerDb db, ShopId shop, ConversationId conversation, ReadMarks marks, CancellationToken ct)
    {
        var (greater, least) = db is PostgresDb ? ("GREATEST", "LEAST") : ("max", "min");
        await using var command = db.Command(
            $"""
            UPDATE conversations SET
                customer_delivered = {greater}(customer_delivered, {least}(@cd, last_sequence)), customer_read = {greater}(customer_read, {least}(@cr, last_sequence)),
                agent_delivered = {greater}(agent_delivered, {least}(@ad, last_sequence)), agent_read = {greater}(agent_read, {least}(@ar, last_sequence)),
                unread = CASE WHEN @ar > agent_read THEN (SELECT count(*) FROM messages m WHERE m.shop_id = conversations.shop_id
                    AND m.conversation_id = conversations.id AND m.sequence > @ar AND m.author = 'Customer' AND m.recalled_at IS NULL) ELSE unread END
            WHERE shop_id = @shop AND id = @id
            """)
            .With("cd", Math.Max(marks.CustomerDelivered, marks.CustomerRead)).With("cr", marks.CustomerRead)
            .With("ad", Math.Max(marks.AgentDelivered, marks.AgentRead)).With("ar", marks.AgentRead)
            .With("shop", shop.Value).With("id", conversation.Value);
        await command.ExecuteNonQueryAsync(ct);
    }

    private void Tell(ShopId shop, Conversation c)
    {
        var live = new OutgoingEvent(0, ConversationEvents.Read, new ConversationMarked(
            c.Id.Value, new ReadMarks(c.CustomerDelivered, c.CustomerRead, c.AgentDelivered, c.AgentRead), c.Unread));
        hubs.ToDesks([c.AssigneeId is { } agent ? Groups.Agent(shop, agent) : Groups.Queue(shop, c.TeamId), Groups.Thread(c.TeamId, c.Id), Groups.Watchers(shop, c.TeamId)], [live]);
        hubs.ToVisitor(Groups.Visitor(c.VisitorId), [live]);
    }

    private static ReadMarks Further(ReadMarks a, ReadMarks b) => new(
        Math.Max(a.CustomerDelivered, b.CustomerDelivered), Math.Max(a.CustomerRead, b.CustomerRead),
        Math.Max(a.AgentDelivered, b.AgentDelivered), Math.Max(a.AgentRead, b.AgentRead));
}
