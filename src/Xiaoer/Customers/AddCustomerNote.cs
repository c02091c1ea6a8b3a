using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>An agent leaves a note about a customer for whoever serves them next.</summary>
internal static class AddCustomerNote
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapPost("/{id:guid}/notes", Handle).RequirePermission(Permissions.WriteCustomers).Idempotent().WithSummary("Adds a note about the customer.");

    internal static async Task<Results<Created<CustomerNoteView>, NotFound>> Handle(
        Guid shop, Guid id, AddCustomerNoteRequest request, Caller caller, XiaoerDb db, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new CustomerId(id));
        var note = new CustomerNote(ofShop, time.NewId(), wanted, request.Text.ReplaceLineEndings("\n"), caller.Actor, caller.Name, time.Now());
        var added = await db.Write(async token =>
        {
            if (await db.Customers.SingleOrDefaultAsync(c => c.ShopId == ofShop && c.Id == wanted, token) is not { } customer) return false;
            customer.Touch(caller.Actor, note.At);
            db.CustomerNotes.Add(note);
            return true;
        }, ct);
        return added ? TypedResults.Created((string?)null, CustomerViews.View(note)) : TypedResults.NotFound();
    }
}
