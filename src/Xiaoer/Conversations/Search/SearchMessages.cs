using System.ComponentModel.DataAnnotations;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Conversations.Search;

/// <summary>Finds what was said, newest first, in the conversations the caller may see.</summary>
internal static class SearchMessages
{
    /// <summary>Longest one search may take (reliability C-07).</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    /// <summary>A customer's conversations that are looked through, newest first.</summary>
    private const int MostConversations = 300;

    public static void Map(RouteGroupBuilder search) => search.MapGet("/messages", Handle).RequirePermission(Permissions.ReadConversations)
        .Produces<MessageHitPage>().WithSummary("Messages that have every word of q, newest first. Nothing in q is syntax.");

    internal static async Task<IResult> Handle(
        Guid shop, Caller caller, XiaoerDb db, MessageSearch search, TimeProvider time, [Required, StringLength(SearchQuery.Longest, MinimumLength = 1)] string q,
        DateTimeOffset? from = null, DateTimeOffset? to = null, string? sender = null, string? status = null, Guid? agent_id = null, Guid? channel_id = null,
        Guid? customer_id = null, Guid? visitor_id = null, string? cursor = null, [Range(1, Page<MessageHit>.MaxLimit)] int limit = 20, CancellationToken ct = default)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");
        if (!CodeWord.TryRead<MessageSender>(sender, out var by)) return Invalid.Of("sender", "sender is customer, agent, note or automatic.");
        if (!CodeWord.TryRead<ConversationStatus>(status, out var standing)) return Invalid.Of("status", "status is queued, open, waiting or resolved.");

        var ofShop = new ShopId(shop);
        var visible = db.Set<Conversation>().AsNoTracking().VisibleTo(caller, ofShop);
        if (standing is { } state) visible = visible.Where(c => c.Status == state);
        if (agent_id is { } agent) visible = visible.Where(c => c.AssigneeId == new PersonId(agent));
        if (channel_id is { } channel) visible = visible.Where(c => c.ChannelId == new ChannelId(channel));

        using var cap = new CancellationTokenSource(Longest, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, cap.Token);
        try
        {
            var only = await Only(visible, customer_id, visitor_id, either.Token);
            if (only is { Count: 0 }) return TypedResults.Ok(new MessageHitPage([], null, null));
            var filter = new MessageFilter(ofShop, SearchQuery.Of(q), from, to, by, channel_id is { } c ? new ChannelId(c) : null, only);
            return TypedResults.Ok(await search.Page(filter, visible, after?.Key, limit, either.Token));
        }
        catch (OperationCanceledException) when (cap.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            return Problem.Of("search.too_slow", "This search takes too long. Add a word, a date or another filter.", StatusCodes.Status503ServiceUnavailable);
        }
    }

    // The history of one customer or visitor: the conversations are few, and known to the index by name.
    private static async Task<IReadOnlyList<ConversationId>?> Only(IQueryable<Conversation> visible, Guid? customer, Guid? visitor, CancellationToken ct)
    {
        if (customer is null && visitor is null) return null;
        var (known, anonymous) = (customer is { } c ? new CustomerId(c) : (CustomerId?)null, visitor is { } v ? new VisitorId(v) : (VisitorId?)null);
        var theirs = visible.Where(x => (known != null && x.CustomerId == known) || (anonymous != null && x.VisitorId == anonymous));
        return await theirs.OrderByDescending(x => x.Id).Take(MostConversations).Select(x => x.Id).ToListAsync(ct);
    }
}
