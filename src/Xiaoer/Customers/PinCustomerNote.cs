using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>Puts a note above the others, where nobody overlooks it.</summary>
internal static class PinCustomerNote
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapPut("/{id:guid}/notes/{note:guid}/pin", Handle).RequirePermission(Permissions.WriteCustomers).WithSummary("Pins the note above the others, or unpins it.");

    internal static async Task<Results<NoContent, NotFound>> Handle(
        Guid shop, Guid id, Guid note, PinNoteRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, of) = (new ShopId(shop), new CustomerId(id));
        var there = await db.Write(async token =>
        {
            if (await db.CustomerNotes.SingleOrDefaultAsync(n => n.ShopId == ofShop && n.Id == note && n.CustomerId == of, token) is not { } found) return false;
            if (!found.Pin(request.Pinned, time.Now())) return true;
            var customer = await db.Customers.SingleAsync(c => c.ShopId == ofShop && c.Id == of, token);
            customer.Touch(caller.Actor, time.Now());
            audit.Note(ofShop, caller.Actor, request.Pinned ? "customer.note_pinned" : "customer.note_unpinned", id);
            return true;
        }, ct);
        return there ? TypedResults.NoContent() : TypedResults.NotFound();
    }
}
