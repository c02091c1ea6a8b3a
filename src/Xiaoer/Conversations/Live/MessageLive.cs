using System.Runtime.InteropServices;
using Xiaoer.Conversations.Posting;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Live;

/// <summary>Takes committed messages and tells whoever should see them: one frame per audience and batch.</summary>
internal sealed class MessageLive(MessageFanout fanout, MessageViews views, HubSender hubs) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var desks = new Dictionary<string, List<OutgoingEvent>>();
        var visitors = new Dictionary<string, List<OutgoingEvent>>();
        await foreach (var posts in fanout.Reader.ReadAllAsync(stoppingToken))
        {
            foreach (var post in posts) Place(post, desks, visitors);
            foreach (var (group, events) in visitors) hubs.ToVisitor(group, events);
            foreach (var (group, events) in desks) hubs.ToDesk(group, events);
            desks.Clear();
            visitors.Clear();
        }
    }

    private void Place(PlannedMessage post, Dictionary<string, List<OutgoingEvent>> desks, Dictionary<string, List<OutgoingEvent>> visitors)
    {
        var live = new OutgoingEvent(post.Cursor, ConversationEvents.MessagePosted, new MessagePosted(views.Of(post)));
        var c = post.Conversation;
        Add(desks, c.Assignee is { } agent ? Groups.Agent(c.Shop, agent) : Groups.Queue(c.Shop, c.Team), live);
        Add(desks, Groups.Thread(c.Team, c.Id), live);
        Add(desks, Groups.Watchers(c.Shop, c.Team), live);
        foreach (var person in post.Message.Content?.Mentions ?? [])
            Add(desks, Groups.Agent(c.Shop, new PersonId(person)), new OutgoingEvent(0, ConversationEvents.Mentioned, new MessageMentioned(c.Id.Value, post.Sequence, person, post.Message.SenderName)));
        if (MessageViews.ForVisitor(post.Message.Kind, post.Message.Text)) Add(visitors, Groups.Visitor(c.Visitor), live);
    }

    private static void Add(Dictionary<string, List<OutgoingEvent>> audiences, string group, OutgoingEvent live)
    {
        ref var events = ref CollectionsMarshal.GetValueRefOrAddDefault(audiences, group, out _);
        (events ??= []).Add(live);
    }
}
