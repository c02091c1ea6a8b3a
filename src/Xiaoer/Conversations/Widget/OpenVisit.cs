using Microsoft.EntityFrameworkCore;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>
/// The widget opens: an earlier visit goes on, a new visitor is met, or – with the shop's signed word – a customer is recognised. A vouched
/// identity always gets a fresh token (no fixation), and a token of the shop is exchanged once (W-02, W-03).
/// </summary>
internal static class OpenVisit
{
    public static void Map(RouteGroupBuilder widget) => widget.MapPost("/channels/{channel:guid}/visits", Handle).AllowAnonymous().Produces<VisitView>();

    internal static async Task<IResult> Handle(
        Guid channel, OpenVisitRequest request, HttpContext http, XiaoerDb db, VisitorThreads threads, CustomerDirectory customers, Browsing browsing, WidgetLooks looks, FileLinks links,
        BlockList blocks, XiaoerOptions options, TimeProvider time, CancellationToken ct)
    {
        var wanted = new ChannelId(channel);
        if (await db.Set<Channel>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == wanted, ct) is not { } record) return TypedResults.NotFound();
        if (RefusePage(request.Page) is { } bad) return bad;

        var at = time.Now();
        VouchedIdentity? identity = null;
        if (request.IdentityToken is { Length: > 0 } signed)
        {
            identity = IdentityTokens.Check(signed, record.Secret, channel, at);
            if (identity is null) return Problem.Of("identity_refused", "The shop's word for this visitor is not valid.", 401);
        }

        var address = http.Household().ToString();
        if (blocks.Blocks(record.ShopId, null, address)) return VisitorGate.Refusal();
        var blocked = false;
        var opened = await db.WriteInTurn(async token =>
        {
            var here = await Here(db, record, request.Token, options.Conversations, at, token);
            if (blocked = here is not null && blocks.Blocks(record.ShopId, here.Id, address)) return null;
            var visitor = identity is null ? here ?? await Meet(db, record, at, time, token) : await Vouched(db, record, here, identity, customers, at, time, token);
            if (visitor is null || (blocked = blocks.Blocks(record.ShopId, visitor.Id, address))) return null;
            visitor.Arrive(Locale(request.Locale), DeviceNames.Of(http.Request.Headers.UserAgent.ToString()), links.Hash(address), at);
            if (request.Page is { } page) await browsing.Note(visitor, page, at, token);

            if (here is not null && identity is null)
            {
                await db.Set<VisitorSession>().Of(request.Token!, options.Conversations, at).ExecuteUpdateAsync(u => u.SetProperty(s => s.LastUsedAt, at), token);
                return new Opened(request.Token!, visitor);
            }

            var fresh = VisitTokens.New();
            db.Add(new VisitorSession
            {
                TokenHash = VisitTokens.Hash(fresh),
                ShopId = record.ShopId,
                ChannelId = record.Id,
                VisitorId = visitor.Id,
                Identified = identity is not null,
                CreatedAt = at,
                LastUsedAt = at,
            });
            return new Opened(fresh, visitor);
        }, ct);
        if (blocked) return VisitorGate.Refusal();
        if (opened is null) return Problem.Of("identity_refused", "The shop's word for this visitor has been used already.", 401);

        var visit = new Visit(record.ShopId, record.Id, opened.Visitor.Id);
        if (request.Page is not null) await browsing.Tell(opened.Visitor, ct);
        var proven = opened.Visitor.Subject is not null; // a name an agent has given is not told to whoever proved nothing
        return TypedResults.Ok(new VisitView(
            opened.Token, opened.Visitor.Id.Value, proven, proven ? opened.Visitor.Name : null, await looks.Of(record, at, ct), await threads.Latest(visit, ct),
            options.Conversations.RecallSeconds));
    }

    private sealed record Opened(string Token, Visitor Visitor);

    // Session and visitor in one look: a token that ended while we waited shows nothing of whom its visitor became.
    private static async Task<Visitor?> Here(XiaoerDb db, Channel channel, string? token, ConversationOptions options, DateTimeOffset at, CancellationToken ct)
    {
        if (await db.FindVisit(token, options, at, ct) is not { } visit) return null;
        await db.LockVisitor(visit, ct);
        return await (
            from session in db.Set<VisitorSession>().Of(token!, options, at)
            join visitor in db.Set<Visitor>() on new { session.ShopId, Id = session.VisitorId } equals new { visitor.ShopId, visitor.Id }
            where session.ShopId == channel.ShopId && session.ChannelId == channel.Id
            select visitor).SingleOrDefaultAsync(ct);
    }

    private static async Task<Visitor> Meet(XiaoerDb db, Channel channel, DateTimeOffset at, TimeProvider time, CancellationToken ct)
    {
        var visitor = new Visitor(channel.ShopId, new VisitorId(time.NewId()), channel.Id, await db.NextNumber(channel.ShopId, "visitor", ct), at);
        db.Add(visitor);
        return visitor;
    }

    private static async Task<Visitor?> Vouched(
        XiaoerDb db, Channel channel, Visitor? here, VouchedIdentity identity, CustomerDirectory customers, DateTimeOffset at, TimeProvider time, CancellationToken ct)
    {
        if (!await UseOnce(db, channel, identity, ct)) return null;

        var customer = await customers.Recognise(channel.ShopId, new ProvenPerson(identity.Subject, identity.Name, identity.Phone, identity.Email), ct);
        var same = await db.Set<Visitor>().SingleOrDefaultAsync(v => v.ShopId == channel.ShopId && v.ChannelId == channel.Id && v.Subject == identity.Subject, ct);

        // Somebody else's browser session is never taken over: only an anonymous one becomes the person.
        var anonymous = here is { Subject: null } ? here : null;
        var visitor = same ?? anonymous ?? await Meet(db, channel, at, time, ct);
        visitor.Identify(identity.Subject, identity.Name ?? customer.Name, customer.Id);

        if (anonymous is null) return visitor;
        await BringAlong(db, anonymous, visitor, at, ct);
        // The shop's word outweighs whom an agent took them for.
        await db.Set<Conversation>().Where(c => c.ShopId == anonymous.ShopId && c.VisitorId == anonymous.Id && !c.Verified && c.ResolvedAt != null && c.CustomerId != null && c.CustomerId != visitor.CustomerId)
            .ExecuteUpdateAsync(u => u.SetProperty(c => c.CustomerId, visitor.CustomerId).SetProperty(c => c.Name, visitor.Name ?? "").SetProperty(c => c.Version, c => c.Version + 1), ct);
        // Whoever knew the anonymous token must not read on as the customer (no fixation); the browser's other tabs take over the new one.
        await db.Set<VisitorSession>().Where(s => s.ShopId == anonymous.ShopId && s.VisitorId == anonymous.Id).ExecuteDeleteAsync(ct);
        return visitor;
    }

    // What was begun before signing in goes on under the name, unless the person has a conversation open already.
    private static async Task BringAlong(XiaoerDb db, Visitor anonymous, Visitor visitor, DateTimeOffset at, CancellationToken ct)
    {
        var open = await db.Set<Conversation>().AsNoTracking().Where(c => c.ShopId == anonymous.ShopId && c.VisitorId == anonymous.Id && c.ResolvedAt == null)
            .Select(c => (ConversationId?)c.Id).SingleOrDefaultAsync(ct);
        if (open is not { } id || await db.Lock(anonymous.ShopId, id, ct) is not { } conversation) return;
        if (anonymous.Id != visitor.Id && await db.Set<Conversation>().AnyAsync(
                c => c.ShopId == visitor.ShopId && c.VisitorId == visitor.Id && c.ChannelId == visitor.ChannelId && c.ResolvedAt == null, ct)) return;
        db.Add(conversation.Identify(visitor, at));
    }

    private static async Task<bool> UseOnce(XiaoerDb db, Channel channel, VouchedIdentity identity, CancellationToken ct)
    {
        await using var use = db.Command(
            "INSERT INTO used_identity_tokens (shop_id, channel_id, token_id, expires_at) VALUES (@shop, @channel, @token, @expires) ON CONFLICT DO NOTHING")
            .With("shop", channel.ShopId.Value).With("channel", channel.Id.Value).With("token", identity.TokenId).With("expires", identity.ExpiresAt);
        return await use.ExecuteNonQueryAsync(ct) == 1;
    }

    private static string? Locale(string? asked) => asked is { Length: > 0 } && asked.All(c => char.IsAsciiLetterOrDigit(c) || c == '-') ? asked : null;

    internal static IResult? RefusePage(VisitedPage? page)
    {
        if (page is null) return null;
        var fine = ProductText.IsWebAddress(page.Url) && ProductText.IsWebAddress(page.Referrer) && MessageText.Check(page.Title).Code is null
            && (page.Product is null || ProductText.Refuse(page.Product) is null);
        return fine ? null : Problem.Of("bad_page", "A page is told by its web address, title and product.", 400);
    }
}
