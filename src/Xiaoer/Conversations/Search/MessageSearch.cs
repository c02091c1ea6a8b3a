using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Search;

/// <summary>What somebody looks for among a shop's messages.</summary>
internal sealed record MessageFilter(
    ShopId Shop, SearchQuery Query, DateTimeOffset? From, DateTimeOffset? To, MessageSender? Sender, ChannelId? Channel, IReadOnlyList<ConversationId>? Only);

/// <summary>
/// Takes what the index proposes, newest first, and keeps what the store confirms: the conversation is among the visible ones and the text, as it is now,
/// has what is asked for. One request looks through a bounded number of proposals.
/// </summary>
internal sealed class MessageSearch(XiaoerDb db, IMessageIndex index, PersonNames names)
{
    private const int MostExamined = 4000;
    private const int MostAtOnce = 1000;

    public async Task<MessageHitPage> Page(MessageFilter filter, IQueryable<Conversation> visible, long? behind, int limit, CancellationToken ct)
    {
        var indexing = await Indexing(ct);
        if (filter.Query.IsEmpty) return new MessageHitPage([], null, indexing);

        var from = filter.From is { } since ? IndexNumbers.First(since) : 0;
        var before = Math.Min(filter.To is { } until ? IndexNumbers.First(until) : long.MaxValue, behind ?? long.MaxValue);
        var hits = new List<(long Number, StoredText Text, ConversationFacts Conversation, MarkedText Excerpt)>();
        var (examined, atOnce, more) = (0, Math.Max(50, limit * 2), true);
        while (hits.Count <= limit && more && examined < MostExamined)
        {
            var places = await index.Find(new IndexQuestion(filter.Shop, Needed(filter), [.. (filter.Only ?? []).Select(MessageMarks.Conversation)], from, before, atOnce), ct);
            hits.AddRange(await Confirmed(filter, visible, places, ct));
            more = places.Count == atOnce;
            if (places.Count > 0) before = places[^1].Number;
            examined += places.Count;
            atOnce = Math.Min(atOnce * 2, MostAtOnce);
        }

        long? next = hits.Count > limit ? hits[limit - 1].Number : more ? before : null;
        return new MessageHitPage(await Views(filter.Shop, [.. hits.Take(limit).Select(h => (h.Text, h.Conversation, h.Excerpt))], ct), next is { } last ? new Cursor(last, Guid.Empty).ToString() : null, indexing);
    }

    private static List<string> Needed(MessageFilter filter)
    {
        List<string> words = [.. filter.Query.Words, MessageMarks.Shop(filter.Shop)];
        if (filter.Sender is { } sender) words.Add(MessageMarks.Sender(sender));
        if (filter.Channel is { } channel) words.Add(MessageMarks.Channel(channel));
        return words;
    }

    private async Task<List<(long, StoredText, ConversationFacts, MarkedText)>> Confirmed(
        MessageFilter filter, IQueryable<Conversation> visible, IReadOnlyList<IndexedPlace> places, CancellationToken ct)
    {
        if (places.Count == 0) return [];
        var ids = places.Select(p => p.Conversation).Distinct().ToList();
        var conversations = await visible.Where(c => ids.Contains(c.Id))
            .Select(c => new ConversationFacts(c.Id, c.Number, c.Status, c.Name, c.VisitorId, c.CustomerId, c.AssigneeId)).ToDictionaryAsync(c => c.Id, ct);
        var seen = places.Where(p => conversations.ContainsKey(p.Conversation)).ToList();
        if (seen.Count == 0) return [];

        var texts = (await new StoredTexts(db).At(filter.Shop, seen, ct)).ToDictionary(t => (t.Conversation, t.Sequence));
        var confirmed = new List<(long, StoredText, ConversationFacts, MarkedText)>();
        foreach (var place in seen)
        {
            // Taken out, so that a place the index knows twice is one hit.
            if (!texts.Remove((place.Conversation, place.Sequence), out var text) || filter.Query.Find(text.Text) is not { } found) continue;
            if (filter.Sender is { } sender && MessageMarks.SenderOf(text.Author, text.Kind) != sender) continue;
            confirmed.Add((place.Number, text, conversations[place.Conversation], Excerpts.Of(text.Text, found)));
        }

        return confirmed;
    }

    private async Task<IReadOnlyList<MessageHit>> Views(ShopId shop, List<(StoredText Text, ConversationFacts Conversation, MarkedText Excerpt)> hits, CancellationToken ct)
    {
        var nameless = hits.Where(h => h.Conversation.Name.Length == 0).Select(h => h.Conversation.VisitorId).Distinct().ToList();
        var numbers = nameless.Count == 0 ? [] : await db.Set<Visitor>().AsNoTracking().Where(v => v.ShopId == shop && nameless.Contains(v.Id)).ToDictionaryAsync(v => v.Id, v => v.Number, ct);
        var views = new List<MessageHit>(hits.Count);
        foreach (var (text, c, excerpt) in hits)
        {
            var name = c.Name.Length > 0 ? c.Name : numbers.TryGetValue(c.VisitorId, out var number) ? $"#{number}" : "";
            views.Add(new MessageHit(
                c.Id.Value, Conversation.Label(c.Number), c.Status, name, c.CustomerId?.Value, c.AssigneeId?.Value, c.AssigneeId is { } agent ? await names.Of(agent, ct) : null,
                text.Sequence, MessageMarks.SenderOf(text.Author, text.Kind), text.Author == MessageAuthor.Agent ? await names.Of(new PersonId(text.SenderId), ct) : null,
                text.Kind, excerpt, text.At));
        }

        return views;
    }

    private async Task<IndexProgress?> Indexing(CancellationToken ct) =>
        (await index.Places(ct)).TryGetValue(BackfillPlace.Name, out var written) && BackfillPlace.Parse(written) is { Total: > 0 } place
            ? new IndexProgress(Math.Min(place.Read, place.Total), place.Total)
            : null;

    internal sealed record ConversationFacts(
        ConversationId Id, long Number, ConversationStatus Status, string Name, VisitorId VisitorId, Shared.Customers.CustomerId? CustomerId, PersonId? AssigneeId);
}
