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
        if (Contacts.TryPhone(person.Phone, region, verified: true, out var phone)) await Learn(customer, phone, at, token);
        if (Contacts.TryEmail(person.Email, verified: true, out var email)) await Learn(customer, email, at, token);
        await db.SaveChangesAsync(token);
        return new CustomerBrief(customer.Id, customer.ExternalId, customer.Name, customer.Tier);
    }, ct);

    // Two tabs may introduce the same person at the same moment: the second finds the first's row.
    private async Task<bool> Insert(ShopId shop, ProvenPerson person, DateTimeOffset at, CancellationToken ct)
    {
        var (id, name) = (new CustomerId(time.NewId()), person.Name ?? person.ExternalId);
        await using var insert = db.Command(
            """
            INSERT INTO customers (shop_id, id, external_id, name, name_key, importance, created_at, updated_at, version)
            VALUES (@shop, @id, @external, @name, @key, 'Normal', @at, @at, 1) ON CONFLICT (shop_id, external_id) DO NOTHING
            """).With("shop", shop.Value).With("id", id.Value).With("external", person.ExternalId).With("name", name).With("key", Customer.KeyOf(name)).With("at", at);
        if (await insert.ExecuteNonQueryAsync(ct) == 0) return false;
        db.CustomerWords.AddRange(CustomerWord.Texts(name, person.ExternalId).Select(w => new CustomerWord(shop, w, id)));
        db.CustomerFaces.AddRange(CustomerFace.Of(name, person.ExternalId, []).Select(f => new CustomerFace(shop, f.Skeleton, id, f.Shown)));
        return true;
    }

    /// <summary>The shop's numbers of some customers.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Numbers(ShopId shop, IReadOnlyCollection<CustomerId> ids, CancellationToken ct) =>
        ids.Count == 0 ? new Dictionary<Guid, string>() : await db.Customers.AsNoTracking().Where(c => c.ShopId == shop && ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id.Value, c => c.ExternalId, ct);

    /// <summary>The field that holds no phone number or address of ours; null: both will do.</summary>
    public async Task<string?> Unfit(ShopId shop, string? phone, string? email, CancellationToken ct = default)
    {
        if (!string.IsNullOrWhiteSpace(phone) && !Contacts.TryPhone(phone, Contacts.RegionOf(await shops.Find(shop, ct)), verified: false, out _)) return "phone";
        return !string.IsNullOrWhiteSpace(email) && !Contacts.TryEmail(email, verified: false, out _) ? "email" : null;
    }

    /// <summary>A new customer as somebody tells of them. Contact data another one has is refused, unless the new one is to be kept beside it. Inside a <c>Write</c>.</summary>
    public async Task<CustomerBrief> Save(ShopId shop, string externalId, string name, string? phone, string? email, bool asAnother, Guid actor, CancellationToken ct)
    {
        var (at, number) = (time.Now(), externalId);
        if (await db.Customers.AnyAsync(c => c.ShopId == shop && c.ExternalId == number, ct)) number = $"{externalId}-{time.NewId():N}";
        var customer = new Customer(shop, new CustomerId(time.NewId()), number, name, null, at);
        db.Customers.Add(customer);
        var contacts = new List<Contact>(2);
        if (Contacts.TryPhone(phone, Contacts.RegionOf(await shops.Find(shop, ct)), verified: false, out var called)) contacts.Add(called);
        if (Contacts.TryEmail(email, verified: false, out var written)) contacts.Add(written);
        foreach (var contact in contacts)
        {
            if (await IsFree(customer, contact, ct)) customer.Learn(contact, Identity.ShopSource, actor, at);
            else if (asAnother) await db.Share(shop, customer.Id, contact, ct);
            else throw new RuleBroken("customer.identity_taken", $"Another customer has this {(contact.Kind == IdentityKind.Phone ? "phone number" : "address")}.");
        }

        customer.Touch(actor, at);
        await db.SaveChangesAsync(ct);
        return new CustomerBrief(customer.Id, customer.ExternalId, customer.Name, customer.Tier);
    }

    private async Task Learn(Customer customer, Contact contact, DateTimeOffset at, CancellationToken ct)
    {
        if (await IsFree(customer, contact, ct)) customer.Learn(contact, Identity.ShopSource, null, at);
        else await db.Share(customer.ShopId, customer.Id, contact, ct);
    }

    private async Task<bool> IsFree(Customer customer, Contact contact, CancellationToken ct) => !await db.Identities.AnyAsync(
        i => i.ShopId == customer.ShopId && i.Kind == contact.Kind && i.Source == Identity.ShopSource && i.Value == contact.Value && i.CustomerId != customer.Id, ct);

    private static IQueryable<CustomerBrief> Briefs(IQueryable<Customer> customers) =>
        customers.AsNoTracking().Select(c => new CustomerBrief(c.Id, c.ExternalId, c.Name, c.Tier));
}
