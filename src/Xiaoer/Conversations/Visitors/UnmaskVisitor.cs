using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Conversations;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Conversations.Visitors;

/// <summary>Shows the contact data a visitor left in full, for a reason that is kept.</summary>
internal static class UnmaskVisitor
{
    public static void Map(RouteGroupBuilder visitors) =>
        visitors.MapPost("/{id:guid}/unmask", Handle).RequirePermission(Permissions.UnmaskCustomers).Produces<IReadOnlyList<VisitorContactView>>();

    internal static async Task<IResult> Handle(Guid shop, Guid id, UnmaskRequest request, Caller caller, XiaoerDb db, AuditLog audit, CancellationToken ct)
    {
        var (shopId, wanted) = (new ShopId(shop), new VisitorId(id));
        if (!await db.VisitorsFor(caller, shopId).AnyAsync(v => v.Id == wanted, ct)) return TypedResults.NotFound();
        audit.Note(shopId, caller.Actor, "visitor.unmasked", id, new { request.Reason });
        await db.SaveChangesAsync(ct);
        return TypedResults.Ok((await ListVisitors.Contacts(db, shopId, wanted, ct)).ConvertAll(c => c.View(masked: false)));
    }
}
