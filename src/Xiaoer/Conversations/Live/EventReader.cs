using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Live;

/// <summary>An event with what readers need to know: the data for desks, and what the visitor may hear of it.</summary>
internal sealed record ToldEvent(ConversationRow Row, object Data, object? ForVisitor);

/// <summary>Fills stored events with the rows and entries they are about – for live updates and for catching up alike.</summary>
internal sealed class EventReader(XiaoerDb db, ConversationRows rows, MessageViews views)
{
    public async Task<IReadOnlyList<(StoredEvent Source, ToldEvent Told)>> Read(ShopId shop, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        var ids = events.Select(e => new ConversationId(e.Subject)).Distinct().ToList();
        var found = (await rows.Read(db.Set<Conversation>().Where(c => c.ShopId == shop && ids.Contains(c.Id)), ct)).ToDictionary(r => r.Id);
        var entries = await Entries(shop, events, ct);

        var told = new List<(StoredEvent, ToldEvent)>(events.Count);
        foreach (var e in events)
        {
            if (!found.TryGetValue(e.Subject, out var row)) continue;
            if (e.Name == ConversationEvents.MessagePosted)
            {
                if (entries.TryGetValue((e.Subject, e.Sequence ?? 0), out var message))
                    told.Add((e, new ToldEvent(row, new MessagePosted(message), MessageViews.ForVisitor(message.Kind, message.Text) ? new MessagePosted(message) : null)));
            }
            else if (e.Name == ConversationEvents.Recalled)
            {
                if (entries.TryGetValue((e.Subject, e.Sequence ?? 0), out var message))
                    told.Add((e, new ToldEvent(row, new MessageRecalled(message, row), MessageViews.ForVisitor(message.Kind, message.Text) ? new MessageRecalled(message, null) : null)));
            }
            else
            {
                told.Add((e, new ToldEvent(row, new ConversationChanged(row, e.Actor), ForVisitor(e.Name, row))));
            }
        }

        return told;
    }

    private static VisitorConversationChanged? ForVisitor(string name, ConversationRow row) =>
        name is ConversationEvents.Assigned or ConversationEvents.StatusChanged or ConversationEvents.Opened or ConversationEvents.PersonWanted
            ? new VisitorConversationChanged(row.Id, row.Status, row.AssigneeName)
            : null;

    private async Task<Dictionary<(Guid, long), MessageView>> Entries(ShopId shop, IReadOnlyList<StoredEvent> events, CancellationToken ct)
    {
        var messages = new List<Message>();
        foreach (var ofThread in events.Where(e => e.Name is ConversationEvents.MessagePosted or ConversationEvents.Recalled).GroupBy(e => e.Subject))
        {
            var conversation = new ConversationId(ofThread.Key);
            var (first, last) = (ofThread.Min(e => e.Sequence ?? 0), ofThread.Max(e => e.Sequence ?? 0));
            messages.AddRange(await db.Set<Message>().AsNoTracking()
                .Where(m => m.ShopId == shop && m.ConversationId == conversation && m.Sequence >= first && m.Sequence <= last).ToListAsync(ct));
        }

        return (await views.Of(messages, db, ct)).ToDictionary(v => (v.ConversationId, v.Sequence));
    }
}
