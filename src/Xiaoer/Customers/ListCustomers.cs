using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Http;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>
/// The shop's customers, newest first. <c>q</c> is the beginning of a name, or a whole customer number, phone number or mail address: a part of a masked
/// field finds nothing, so that nobody reads a number out of it digit by digit (reliability C-10).
/// </summary>
internal static class ListCustomers
{
    public static void Map(RouteGroupBuilder customers) =>
        customers.MapGet("", Handle).RequirePermission(Permissions.ReadCustomers).WithSummary("The shop's customers, newest first, without their notes.");

    internal static async Task<Results<Ok<Page<CustomerView>>, ProblemHttpResult>> Handle(
        Guid shop, XiaoerDb db, CustomerViews views, ShopDirectory shops, CancellationToken ct, [StringLength(254), PlainText] string? q = null,
        Guid? tag = null, Guid? group = null, string? importance = null, string? cursor = null, [Range(1, Page<CustomerView>.MaxLimit)] int limit = Page<CustomerView>.DefaultLimit)
    {
        if (!Cursor.TryRead(cursor, out var after)) return Invalid.Of("cursor", "This is no cursor of this list.");

        if (!CodeWord.TryRead<Importance>(importance, out var rank)) return Invalid.Of("importance", "importance is normal, watch, important or key.");

        var ofShop = new ShopId(shop);
        var customers = db.Customers.AsNoTracking().Include(c => c.Identities).Where(c => c.ShopId == ofShop);
        if (!string.IsNullOrWhiteSpace(q)) customers = await Matching(db, customers, ofShop, q.Trim(), Contacts.RegionOf(await shops.Find(ofShop, ct)), ct);
        if (tag is { } tagged) customers = customers.Where(c => db.Set<LabelledCustomer>().Any(l => l.ShopId == ofShop && l.LabelId == tagged && l.CustomerId == c.Id));
        if (group is { } grouped) customers = customers.Where(c => db.Set<LabelledCustomer>().Any(l => l.ShopId == ofShop && l.LabelId == grouped && l.CustomerId == c.Id));
        if (rank is { } ranked) customers = customers.Where(c => c.Importance == ranked);
        if (after is { } last) customers = customers.Behind(c => c.Id, new CustomerId(last.Id));

        var rows = await customers.OrderByDescending(c => c.Id).Take(limit + 1).ToListAsync(ct);
        var shown = await views.Of(ofShop, [.. rows.Take(limit)], ct);
        return TypedResults.Ok(new Page<CustomerView>(shown, rows.Count > limit ? new Cursor(0, rows[limit - 1].Id.Value).ToString() : null));
    }

    private static async Task<IQueryable<Customer>> Matching(XiaoerDb db, IQueryable<Customer> customers, ShopId shop, string q, string? region, CancellationToken ct)
    {
        List<CustomerId> known = [];
        if ((Contacts.TryEmail(q, false, out var contact) || Contacts.TryPhone(q, region, false, out contact)) && contact is not null)
            known = await db.Identities.Where(i => i.ShopId == shop && i.Kind == contact.Kind && i.Value == contact.Value).Select(i => i.CustomerId).Distinct().ToListAsync(ct);

        var start = Customer.KeyOf(q);
#pragma warning disable CA1309 // the database compares, code by code (SortsByCode)
        return CodeOrder.EndOf(start) is { } end
            ? customers.Where(c => c.ExternalId == q || known.Contains(c.Id) || (string.Compare(c.NameKey, start) >= 0 && string.Compare(c.NameKey, end) < 0))
            : customers.Where(c => c.ExternalId == q || known.Contains(c.Id) || string.Compare(c.NameKey, start) >= 0);
#pragma warning restore CA1309
    }
}
