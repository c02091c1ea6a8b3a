using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>Takes a note back: one's own, or anybody's for those who lead.</summary>
internal static class DeleteCustomerNote
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapDelete("/{id:guid}/notes/{note:guid}", Handle).RequirePermission(Permissions.WriteCustomers).WithSummary("Deletes a note: one's own, or any for who leads.");

    internal static async Task<Results<NoContent, NotFound>> Handle(
        Guid shop, Guid id, Guid note, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, of) = (new ShopId(shop), new CustomerId(id));
        var deleted = await db.Write(async token =>
        {
            if (await db.CustomerNotes.SingleOrDefaultAsync(n => n.ShopId == ofShop && n.Id == note && n.CustomerId == of, token) is not { } found) return false;
            if (found.Author != caller.Actor && !caller.May(ofShop, Permissions.LeadConversations))
                throw new RuleBroken("customer.note_of_another", "Only its author or a lead deletes a note.");

            var customer = await db.Customers.SingleAsync(c => c.ShopId == ofShop && c.Id == of, token);
            customer.Touch(caller.Actor, time.Now());
            db.CustomerNotes.Remove(found);
            audit.Note(ofShop, caller.Actor, "customer.note_deleted", id);
            return true;
        }, ct);
        return deleted ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
