using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>As much of a customer as a row of the inbox shows.</summary>
internal sealed record CustomerBrief(CustomerId Id, string ExternalId, string Name, string? Tier);

/// <summary>What a signature of the shop or a platform says about somebody: their number there, and what it adds.</summary>
internal sealed record ProvenPerson(string ExternalId, string? Name = null, string? Phone = null, string? Email = null);

/// <summary>Finds customers for other modules by their number, and those who prove who they are. Inside a <c>Write</c> it joins in.</summary>
internal sealed class CustomerDirectory(XiaoerDb db, ShopDirectory shops, TimeProvider time)
{
    public Task<CustomerBrief?> Find(ShopId shop, CustomerId id, CancellationToken ct = default) =>
        Briefs(db.Customers.Where(c => c.ShopId == shop && c.Id == id)).SingleOrDefaultAsync(ct);

    public Task<CustomerBrief?> FindByExternalId(ShopId shop, string externalId, CancellationToken ct = default) =>
        Briefs(db.Customers.Where(c => c.ShopId == shop && c.ExternalId == externalId)).SingleOrDefaultAsync(ct);

    /// <summary>
    /// The customer somebody has proven to be; unknown until now means a new one. Contact data that another customer has stays with that one: a signature
    /// proves a number of the shop, it does not merge people.
    /// </summary>
    public Task<CustomerBrief> Recognise(ShopId shop, ProvenPerson person, CancellationToken ct = default) => db.Write(async token =>
    {
        var at = time.Now();
        var isNew = await Insert(shop, person, at, token);
        var customer = await db.Customers.Include(c => c.Identities).SingleAsync(c => c.ShopId == shop && c.ExternalId == person.ExternalId, token);
        if (isNew) customer.Touch(null, at);

        var region = person.Phone is null ? null : Contacts.RegionOf(await shops.Find(shop, token));
        if (Contacts.TryPhone(person.Phone, region, verified: true, out var phone) && await IsFree(customer, phone, token)) customer.Learn(phone, Identity.ShopSource, null, at);
        if (Contacts.TryEmail(person.Email, verified: true, out var email) && await IsFree(customer, email, token)) customer.Learn(email, Identity.ShopSource, null, at);
        await db.SaveChangesAsync(token);
        return new CustomerBrief(customer.Id, customer.ExternalId, customer.Name, customer.Tier);
    }, ct);

    // Two tabs may introduce the same person at the same moment: the second finds the first's row.
    private async Task<bool> Insert(ShopId shop, ProvenPerson person, DateTimeOffset at, CancellationToken ct)
    {
        var (id, name) = (new CustomerId(time.NewId()), person.Name ?? person.ExternalId);
        await using var insert = db.Command(
            """
            INSERT INTO customers (shop_id, id, external_id, name, name_key, created_at, updated_at, version)
            VALUES (@shop, @id, @external, @name, @key, @at, @at, 1) ON CONFLICT (shop_id, external_id) DO NOTHING
            """).With("shop", shop.Value).With("id", id.Value).With("external", person.ExternalId).With("name", name).With("key", Customer.KeyOf(name)).With("at", at);
        if (await insert.ExecuteNonQueryAsync(ct) == 0) return false;
        db.CustomerWords.AddRange(CustomerWord.Texts(name, person.ExternalId).Select(w => new CustomerWord(shop, w, id)));
        return true;
    }

    private async Task<bool> IsFree(Customer customer, Contact contact, CancellationToken ct) => !await db.Identities.AnyAsync(
        i => i.ShopId == customer.ShopId && i.Kind == contact.Kind && i.Source == Identity.ShopSource && i.Value == contact.Value && i.CustomerId != customer.Id, ct);

    private static IQueryable<CustomerBrief> Briefs(IQueryable<Customer> customers) =>
        customers.AsNoTracking().Select(c => new CustomerBrief(c.Id, c.ExternalId, c.Name, c.Tier));
}
