using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Conversations.Widget;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations.Desk;

/// <summary>An agent keeps somebody who was a number until now: as a new customer, or as one the shop knows already (A3.13). Nothing is proven by it.</summary>
internal static class SaveVisitor
{
    public static void Map(RouteGroupBuilder conversations) =>
        conversations.MapPost("/{id:guid}/customer", Handle).RequirePermission(Permissions.Reply).Produces<ConversationRow>().WithSummary("Saves the visitor as a customer, or links them to one; takes customers.write too.");

    internal static async Task<IResult> Handle(
        Guid shop, Guid id, SaveVisitorRequest request, Caller caller, XiaoerDb db, CustomerDirectory customers, ConversationRows rows, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new ConversationId(id));
        if (!caller.May(shopId, Permissions.WriteCustomers)) return Problem.Of("forbidden", "Keeping customers takes the permission customers.write.", StatusCodes.Status403Forbidden);
        if (request.CustomerId is null && string.IsNullOrWhiteSpace(request.Name)) return Invalid.Of("name", "A name is needed.");
        if (await customers.Unfit(shopId, request.Phone, request.Email, ct) is { } field) return Invalid.Of(field, "This is not a phone number or mail address.");
        var seen = await db.Set<Conversation>().AsNoTracking().VisibleTo(caller, shopId).Where(c => c.Id == wanted).Select(c => new { c.VisitorId, c.ChannelId }).SingleOrDefaultAsync(ct);
        if (seen is null) return TypedResults.NotFound();

        var done = await db.Write(async token =>
        {
            await db.LockVisitor(new Visit(shopId, seen.ChannelId, seen.VisitorId), token);
            if (await db.Lock(caller, shop, id, token) is not { } conversation) return false;
            var visitor = await db.Set<Visitor>().SingleAsync(v => v.ShopId == shopId && v.Id == conversation.VisitorId, token);
            if (conversation.CustomerId is not null) throw new RuleBroken("conversation.customer_known", "This visitor is a known customer already.");

            var at = time.Now();
            var customer = request.CustomerId is { } known
                ? await customers.Find(shopId, new CustomerId(known), token)
                : await customers.Save(shopId, $"visitor-{visitor.Number}", request.Name!.Trim(), request.Phone, request.Email, request.AsAnother, caller.Actor, token);
            if (customer is null) return false;

            visitor.KnowAs(customer.Id, customer.Name);
            conversation.KnowAs(customer.Id, customer.Name, caller.Actor, at);
            CustomerId? kept = customer.Id;
            await db.Set<Conversation>().Where(c => c.ShopId == shopId && c.VisitorId == visitor.Id && c.Id != wanted && c.CustomerId == null)
                .ExecuteUpdateAsync(u => u.SetProperty(c => c.CustomerId, kept).SetProperty(c => c.Name, customer.Name).SetProperty(c => c.Version, c => c.Version + 1), token);
            audit.Note(shopId, caller.Actor, request.CustomerId is null ? "customer.saved" : "customer.linked", customer.Id.Value, new FromChat(id));
            return true;
        }, ct);
        return done ? TypedResults.Ok((await rows.Read(db.Set<Conversation>().Where(c => c.ShopId == shopId && c.Id == wanted), ct))[0]) : TypedResults.NotFound();
    }

    private sealed record FromChat(Guid ConversationId);
}
