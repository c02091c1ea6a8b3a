using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>Puts a customer under a tag or into a group, and takes them out again.</summary>
internal static class LabelCustomer
{
    public static void Map(RouteGroupBuilder customers)
    {
        customers.MapPost("/{id:guid}/labels", Add).RequirePermission(Permissions.WriteCustomers).Idempotent().WithSummary("Puts the customer under the tag or into the group of this name, which comes into being when new.");
        customers.MapDelete("/{id:guid}/labels/{label:guid}", Remove).RequirePermission(Permissions.WriteCustomers).WithSummary("Takes the customer out; a tag that nobody is under any more goes.");
    }

    internal static async Task<Results<Ok<LabelView>, NotFound, ProblemHttpResult>> Add(
        Guid shop, Guid id, AddLabelRequest request, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted, key) = (new ShopId(shop), new CustomerId(id), LabelRules.KeyOf(request.Name));
        if (key.Length == 0) return Invalid.Of("name", "A name is needed.");

        var added = await db.WriteInTurn(async token =>
        {
            if (await db.Customers.SingleOrDefaultAsync(c => c.ShopId == ofShop && c.Id == wanted, token) is not { } customer) return null;
            var label = await db.CustomerLabels.SingleOrDefaultAsync(l => l.ShopId == ofShop && l.Kind == request.Kind && l.NameKey == key, token);
            if (label is null || !await Hold(db, label, token)) label = await New(db, ofShop, request, time, token);
            if (await db.LabelledCustomers.AnyAsync(l => l.ShopId == ofShop && l.LabelId == label.Id && l.CustomerId == wanted, token)) return label;
            if (await db.LabelledCustomers.CountAsync(l => l.ShopId == ofShop && l.CustomerId == wanted, token) >= LabelRules.MostOfCustomer)
                throw new RuleBroken("customer.too_many_labels", "This customer has as many tags and groups as anybody can read.");

            db.LabelledCustomers.Add(new LabelledCustomer(ofShop, label.Id, wanted, caller.Actor, time.Now()));
            customer.Touch(caller.Actor, time.Now());
            audit.Note(ofShop, caller.Actor, "customer.labelled", id, new Label(label.Kind, label.Name));
            return label;
        }, ct);
        return added is null ? TypedResults.NotFound() : TypedResults.Ok(added.View());
    }

    internal static async Task<Results<NoContent, NotFound>> Remove(Guid shop, Guid id, Guid label, Caller caller, XiaoerDb db, AuditLog audit, TimeProvider time, CancellationToken ct)
    {
        var (ofShop, wanted) = (new ShopId(shop), new CustomerId(id));
        var removed = await db.WriteInTurn(async token =>
        {
            if (await db.LabelledCustomers.SingleOrDefaultAsync(l => l.ShopId == ofShop && l.LabelId == label && l.CustomerId == wanted, token) is not { } under) return false;
            var known = await db.CustomerLabels.SingleAsync(l => l.ShopId == ofShop && l.Id == label, token);
            await Hold(db, known, token);
            var customer = await db.Customers.SingleAsync(c => c.ShopId == ofShop && c.Id == wanted, token);
            db.LabelledCustomers.Remove(under);
            if (known.Kind == LabelKind.Tag && !await db.LabelledCustomers.AnyAsync(l => l.ShopId == ofShop && l.LabelId == label && l.CustomerId != wanted, token)) db.CustomerLabels.Remove(known);
            customer.Touch(caller.Actor, time.Now());
            audit.Note(ofShop, caller.Actor, "customer.unlabelled", id, new Label(known.Kind, known.Name));
            return true;
        }, ct);
        return removed ? TypedResults.NoContent() : TypedResults.NotFound();
    }

    internal static async Task<CustomerLabel> New(XiaoerDb db, ShopId shop, AddLabelRequest request, TimeProvider time, CancellationToken ct)
    {
        if (await db.CustomerLabels.CountAsync(l => l.ShopId == shop && l.Kind == request.Kind, ct) >= LabelRules.MostOfShop)
            throw new RuleBroken("customer.too_many_labels", "The shop has as many of these as anybody can find again.");
        var label = new CustomerLabel(shop, time.NewId(), request.Kind, request.Name, request.Color ?? LabelColor.Grey, time.Now());
        db.CustomerLabels.Add(label);
        return label;
    }

    /// <summary>Whoever takes the last customer out of a tag, and it away, waits for whoever puts one in, and the other way round. False: it is gone. SQLite has one writer anyway.</summary>
    private static async Task<bool> Hold(XiaoerDb db, CustomerLabel label, CancellationToken ct)
    {
        if (db is not PostgresDb) return true;
        await using var command = db.Command("SELECT 1 FROM customer_labels WHERE shop_id = @shop AND id = @id FOR UPDATE").With("shop", label.ShopId.Value).With("id", label.Id);
        return await command.ExecuteScalarAsync(ct) is not null;
    }

    private sealed record Label(LabelKind Kind, string Name);
}
