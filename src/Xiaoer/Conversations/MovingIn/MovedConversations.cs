using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Conversations.MovingIn;

namespace Xiaoer.Conversations.MovingIn;

/// <summary>Writes conversations of another desk as if they had been held here: with their times, their authors, and a visitor for each contact.</summary>
internal sealed class MovedConversations(XiaoerDb db, ForeignAccounts accounts, Colleagues colleagues, TimeProvider time)
{
    private const int Oldest = 1990;

    public async Task<MoveInCount> Put(Channel channel, string source, IReadOnlyList<MoveInConversation> brought, List<MoveInRefusal> refused, CancellationToken ct)
    {
        if (brought.Count == 0) return default;
        List<string> marks = [.. brought.Select(c => MovedNumbers.Conversation(source, c.Id)).Distinct(StringComparer.Ordinal)];
        var known = (await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == channel.ShopId && c.MovedFrom != null && marks.Contains(c.MovedFrom)).Select(c => c.MovedFrom!).ToListAsync(ct))
            .ToHashSet(StringComparer.Ordinal);
        List<string> contacts = [.. brought.Select(c => c.Contact).OfType<string>().Distinct(StringComparer.Ordinal)];
        var owners = await accounts.Find(channel.ShopId, source, contacts, ct);
        List<string> emails = [.. brought.SelectMany(c => c.Messages).Select(m => m.AgentEmail).OfType<string>().Distinct(StringComparer.OrdinalIgnoreCase)];
        var people = await colleagues.ByEmail(channel.ShopId, emails, ct);
        var visitors = new Dictionary<string, Visitor>(StringComparer.Ordinal);
        var busy = new HashSet<VisitorId>();

        var (added, same) = (0, 0);
        // Of several open ones of a contact the newest waits in the queue: there is one unresolved conversation for a visitor.
        foreach (var conversation in brought.OrderByDescending(c => c.Messages[^1].At))
        {
            if (!known.Add(MovedNumbers.Conversation(source, conversation.Id)))
            {
                same++;
                continue;
            }

            var owner = conversation.Contact is { } contact ? owners.GetValueOrDefault(contact) : null;
            var visitor = await VisitorOf(channel, source, conversation, owner, visitors, ct);
            var thread = Thread(channel.ShopId, conversation, visitor, people, refused);
            if (thread.Count == 0) continue;
            var open = conversation.Open && busy.Add(visitor.Id) && !await IsBusy(visitor, ct);
            var moved = Conversation.MovedIn(
                channel, thread[0].ConversationId, await db.NextNumber(channel.ShopId, "conversation", ct), visitor, MovedNumbers.Conversation(source, conversation.Id), open, thread);
            db.Add(moved);
            db.AddRange(thread);
            added++;
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return new MoveInCount(added, 0, same);
    }

    private async Task<Visitor> VisitorOf(Channel channel, string source, MoveInConversation conversation, CustomerBrief? owner, Dictionary<string, Visitor> met, CancellationToken ct)
    {
        var key = owner is null ? "\0" + conversation.Id : owner.ExternalId; // no customer's number begins so
        if (met.TryGetValue(key, out var visitor)) return visitor;
        // Whom an agent took for this customer has proven nothing: their browser must not read what the customer once wrote.
        if (owner is not null && await db.Set<Visitor>().Where(v => v.ShopId == channel.ShopId && v.CustomerId == owner.Id && v.ChannelId == channel.Id)
            .Where(v => v.Subject != null || !db.Set<VisitorSession>().Any(s => s.ShopId == v.ShopId && s.VisitorId == v.Id))
            .OrderByDescending(v => v.Subject != null).ThenBy(v => v.Number).FirstOrDefaultAsync(ct) is { } known) return met[key] = known;

        visitor = new Visitor(channel.ShopId, new VisitorId(time.NewId()), channel.Id, await db.NextNumber(channel.ShopId, "visitor", ct), conversation.Messages[0].At);
        if (owner is not null) visitor.MoveIn(MovedNumbers.IsOurs(source, conversation.Contact!, owner.ExternalId) ? null : owner.ExternalId, owner.Name, owner.Id);
        db.Add(visitor);
        return met[key] = visitor;
    }

    private List<Message> Thread(ShopId shop, MoveInConversation conversation, Visitor visitor, IReadOnlyDictionary<string, PersonId> people, List<MoveInRefusal> refused)
    {
        var id = new ConversationId(Guid.CreateVersion7(conversation.Messages[0].At));
        var thread = new List<Message>(conversation.Messages.Count);
        foreach (var message in conversation.Messages)
        {
            var (text, code) = MessageText.Check(message.Text);
            if (message.At > time.Now() || message.At.Year < Oldest) code ??= "bad_time";
            if (code is not null)
            {
                refused.Add(new MoveInRefusal("message", conversation.Id, code));
                continue;
            }

            var sequence = thread.Count + 1;
            thread.Add(new Message
            {
                ShopId = shop,
                ConversationId = id,
                Sequence = sequence,
                Id = Guid.CreateVersion7(message.At),
                Author = message.Author,
                SenderId = message.Author == MessageAuthor.Customer ? visitor.Id.Value : message.AgentEmail is { } email && people.TryGetValue(email, out var person) ? person.Value : Guid.Empty,
                Kind = message.Note && message.Author != MessageAuthor.Customer ? MessageKind.Note : MessageKind.Text,
                Text = text,
                ClientMessageId = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"moved-{sequence}"),
                At = message.At,
            });
        }

        return thread;
    }

    private Task<bool> IsBusy(Visitor visitor, CancellationToken ct) =>
        db.Set<Conversation>().AnyAsync(c => c.ShopId == visitor.ShopId && c.VisitorId == visitor.Id && c.ChannelId == visitor.ChannelId && c.ResolvedAt == null, ct);
}

/// <summary>How things of another desk are called here.</summary>
internal static class MovedNumbers
{
    public static string Customer(string source, MoveInContact contact) => contact.ShopCustomer is { Length: > 0 } own ? own : $"{source}-{contact.Id}";

    /// <summary>The number was made from the id over there; the shop has none of its own, so nobody can prove it.</summary>
    public static bool IsOurs(string source, string contact, string number) => number == $"{source}-{contact}";

    public static string Conversation(string source, string id) => $"{source}:{id}";
}
