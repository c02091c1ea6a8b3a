using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers;

/// <summary>Customers as the API shows them. The only place where contact data leaves the module, and it leaves masked unless told otherwise.</summary>
internal sealed class CustomerViews(XiaoerDb db, ICustomerOrders orders, ShopDirectory shops)
{
    private const int MostNotes = 200;

    /// <summary>For a list: without the notes, which are read where one customer is opened.</summary>
    public async Task<IReadOnlyList<CustomerView>> Of(ShopId shop, IReadOnlyList<Customer> customers, CancellationToken ct)
    {
        if (customers.Count == 0) return [];

        var figures = await Figures(shop, [.. customers.Select(c => c.Id)], ct);
        var labels = await Labels(shop, [.. customers.Select(c => c.Id)], ct);
        return [.. customers.Select(c => View(c, [], figures(c.Id), masked: true) with { Labels = [.. labels[c.Id]] })];
    }

    public async Task<CustomerView> Of(Customer customer, CancellationToken ct, bool masked = true)
    {
        var figures = await Figures(customer.ShopId, [customer.Id], ct);
        var notes = await db.CustomerNotes.AsNoTracking().Where(n => n.ShopId == customer.ShopId && n.CustomerId == customer.Id)
            .OrderByDescending(n => n.PinnedAt != null).ThenByDescending(n => n.PinnedAt).ThenByDescending(n => n.Id).Take(MostNotes).ToListAsync(ct);
        var labels = await Labels(customer.ShopId, [customer.Id], ct);
        return View(customer, notes, figures(customer.Id), masked) with { Labels = [.. labels[customer.Id]] };
    }

    private async Task<ILookup<CustomerId, LabelView>> Labels(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var under = await (
            from labelled in db.LabelledCustomers.AsNoTracking()
            join label in db.CustomerLabels.AsNoTracking() on new { labelled.ShopId, Id = labelled.LabelId } equals new { label.ShopId, label.Id }
            where labelled.ShopId == shop && customers.Contains(labelled.CustomerId)
            select new { labelled.CustomerId, Label = label }).ToListAsync(ct);
        return under.OrderBy(u => u.Label.Kind).ThenBy(u => u.Label.NameKey, StringComparer.Ordinal).ToLookup(u => u.CustomerId, u => u.Label.View());
    }

    private async Task<Func<CustomerId, OrderSummary>> Figures(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct)
    {
        var figures = await orders.Summaries(shop, customers, ct);
        var none = new OrderSummary(0, Money.Zero((await shops.Find(shop, ct)).Currency), null, null);
        return customer => figures.GetValueOrDefault(customer, none);
    }

    private static CustomerView View(Customer c, IReadOnlyList<CustomerNote> notes, OrderSummary figures, bool masked) => new(
        c.Id.Value, c.ExternalId, c.Name, c.Region, c.Tier,
        [.. c.Identities.OrderBy(i => i.Kind).ThenBy(i => i.Value, StringComparer.Ordinal).Select(i => View(i, masked))],
        [.. notes.Select(View)], figures, c.CreatedAt, c.UpdatedAt, c.Version)
    { Importance = c.Importance };

    public static CustomerNoteView View(CustomerNote note) => new(note.Id, note.Text, note.AuthorName, note.At) { Pinned = note.PinnedAt is not null };

    private static IdentityView View(Identity i, bool masked) => masked && Masking.Hides(i.Kind)
        ? new(i.Kind, i.Source, Masking.Of(i.Kind, i.Value), true, i.Verified)
        : new(i.Kind, i.Source, i.Display, false, i.Verified);
}
