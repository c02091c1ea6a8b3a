using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Live;
using Xiaoer.Conversations.Ratings;
using Xiaoer.Conversations.Visitors;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Files;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Conversations;

namespace Xiaoer.Conversations.Widget;

/// <summary>What the widget can do over plain requests: everything the hub can, where WebSockets are blocked or the hub is away.</summary>
internal static class VisitorEndpoints
{
    public static void Map(RouteGroupBuilder widget)
    {
        var visitor = widget.MapGroup("").RequireAuthorization(VisitorAuthentication.Policy).AddEndpointFilter<VisitorGate>();
        visitor.MapGet("/thread", Thread).Produces<VisitorThread>();
        visitor.MapPost("/messages", Post).Produces<MessageAck>();
        visitor.MapPost("/messages/{message:guid}/recall", Recall).Produces(204);
        visitor.MapPost("/read", Read).Produces(204);
        visitor.MapPost("/page", LookAt).Produces<PageAnswer>();
        visitor.MapPost("/files", Upload).Produces<FileView>().DisableAntiforgery();
        visitor.MapGet("/orders", Orders).Produces<VisitorOrders>();

        var acts = visitor.MapGroup("").AddEndpointFilter<VisitorActs>();
        AskForPerson.Map(acts);
        LeaveMessage.Map(acts);
        RateConversation.Map(acts);
        AnswerInvitation.Map(acts);
    }

    internal static Task<VisitorOrders> Orders(Visit visit, OrderParts orders, CancellationToken ct) => orders.Latest(visit.Shop, visit.Visitor, ct);

    internal static async Task<IResult> Thread(Visit visit, VisitorThreads threads, Guid? conversation = null, long? after = null, string? before = null, CancellationToken ct = default)
    {
        VisitorThread? thread;
        if (before is not null)
        {
            if (before.Split(':') is not [var id, var sequence] || !Guid.TryParse(id, out var of) || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var until))
                return Invalid.Of("before", "before is conversation:sequence.");
            thread = await threads.Before(visit, of, until, ct);
        }
        else if (conversation is { } from)
        {
            thread = await threads.After(visit, from, after ?? 0, ct);
        }
        else
        {
            thread = await threads.Latest(visit, ct);
        }

        return thread is null ? TypedResults.NotFound() : TypedResults.Ok(thread);
    }

    internal static async Task<IResult> Post(Visit visit, SendMessageRequest request, HttpContext http, VisitorSending sending, CancellationToken ct) =>
        SendAnswer.Of(await sending.Send(visit, null, http.Household().ToString(), request, ct));

    /// <summary>The visitor takes back what they have just said, in whichever of their conversations it stands.</summary>
    internal static async Task<IResult> Recall(Guid message, Guid conversation, Visit visit, XiaoerDb db, MessageRecall recall, CancellationToken ct) =>
        await recall.Run(visit.Visitor.Value, message, async token =>
        {
            await db.LockVisitor(visit, token);
            return await db.Lock(visit.Shop, new ConversationId(conversation), token) is { } own && own.VisitorId == visit.Visitor ? own : null;
        }, m => m.Author == MessageAuthor.Customer, ct)
            ? TypedResults.NoContent()
            : TypedResults.NotFound();

    internal static async Task<IResult> Read(Visit visit, VisitorReadRequest request, XiaoerDb db, MarkKeeper marks, CancellationToken ct)
    {
        if (!await Owns(db, visit, request.ConversationId, ct)) return TypedResults.NotFound();
        marks.Customer(visit.Shop, new ConversationId(request.ConversationId), request.Delivered, request.Read);
        return TypedResults.NoContent();
    }

    internal static async Task<IResult> LookAt(
        Visit visit, VisitedPage page, HttpContext http, XiaoerDb db, Browsing browsing, VisitorLimits limits, PersonNames names, TimeProvider time, CancellationToken ct)
    {
        if (OpenVisit.RefusePage(page) is { } bad) return bad;
        if (limits.WaitPage(visit.Visitor.Value, http.Household().ToString()) is { } wait) return Problem.SlowDown(http, wait);
        var visitor = await db.Write(async token =>
        {
            await db.LockVisitor(visit, token);
            var found = await db.Set<Visitor>().SingleAsync(v => v.ShopId == visit.Shop && v.Id == visit.Visitor, token);
            await browsing.Note(found, page, time.Now(), token);
            return found;
        }, ct);
        await browsing.Tell(visitor, ct);
        return TypedResults.Ok(new PageAnswer(await AnswerInvitation.Standing(db, names, visit, time.Now(), ct)));
    }

    internal static async Task<FileView> Upload(Visit visit, HttpContext http, StoredFiles files, CancellationToken ct)
    {
        var file = await files.Accept(http, visit.Shop, new Uploader(UploaderKind.Visitor, visit.Visitor.Value), ct);
        return new FileView(file.Id.Value, files.Url(file.ShopId, file.Id), file.Width, file.Height, file.Bytes, file.ContentType, file.Name);
    }

    internal static Task<bool> Owns(XiaoerDb db, Visit visit, Guid conversation, CancellationToken ct)
    {
        var id = new ConversationId(conversation);
        return db.Set<Conversation>().AnyAsync(c => c.ShopId == visit.Shop && c.Id == id && c.VisitorId == visit.Visitor, ct);
    }
}
