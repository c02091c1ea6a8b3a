using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>A row of a file of customers. What is empty says nothing.</summary>
internal sealed record FileCustomer(long Line, string Number, string? Name, string? Region, string Phone, string Email);

/// <summary>
/// Takes customers of a file in, and takes them back. Contact data is added, never taken away; a number or address another customer has stays there.
/// Inside a <c>Write</c>.
/// </summary>
internal sealed class CustomerFile(XiaoerDb db, IEnumerable<ICustomerUse> uses, TimeProvider time)
{
    /// <param name="import">The import that brings them and may be undone; null: something that cannot.</param>
    public async Task<FileOutcome> Put(ShopId shop, IReadOnlyList<FileCustomer> rows, string? phoneRegion, Guid? import, CancellationToken ct)
    {
        var numbers = rows.Select(r => r.Number).Distinct(StringComparer.Ordinal).ToList();
        var known = await db.Customers.Include(c => c.Identities).Include(c => c.Words).Include(c => c.Faces).Where(c => c.ShopId == shop && numbers.Contains(c.ExternalId)).ToDictionaryAsync(c => c.ExternalId, StringComparer.Ordinal, ct);
        var doubts = new List<FileDoubt>();
        var read = rows.Select(r => (Row: r, Contacts: ContactsOf(r, phoneRegion, doubts))).ToList();
        var values = read.SelectMany(r => r.Contacts).Select(c => c.Value).Distinct(StringComparer.Ordinal).ToList();
        var owners = await db.Identities.AsNoTracking().Where(i => i.ShopId == shop && i.Source == Identity.ShopSource && values.Contains(i.Value))
            .ToDictionaryAsync(i => (i.Kind, i.Value), i => i.CustomerId, ct);

        var (created, updated, unchanged, at) = (0, 0, 0, time.Now());
        foreach (var (row, contacts) in read)
        {
            var isNew = !known.TryGetValue(row.Number, out var customer);
            if (customer is null)
            {
                customer = known[row.Number] = new Customer(shop, new CustomerId(time.NewId()), row.Number, row.Name ?? row.Number, row.Region, at);
                db.Customers.Add(customer);
            }

            var mine = contacts.Where(c => owners.GetValueOrDefault((c.Kind, c.Value), customer.Id) == customer.Id).ToList();
            if (mine.Count < contacts.Count)
            {
                doubts.Add(new FileDoubt(row.Line, FileDoubtKind.ContactTaken, Rejected: false));
                foreach (var theirs in contacts.Except(mine)) await db.Share(shop, customer.Id, theirs, ct);
            }

            foreach (var contact in mine) owners[(contact.Kind, contact.Value)] = customer.Id;

            var changed = customer.Import(row.Name, row.Region, mine, import, isNew || (import is not null && customer.MadeByImport == import), at);
            if (isNew) created++;
            else if (changed) updated++;
            else unchanged++;
        }

        await db.SaveChangesAsync(ct);
        db.ChangeTracker.Clear();
        return new FileOutcome(created, updated, unchanged, doubts);
    }

    /// <summary>
    /// Deletes some customers that an import made and nobody has changed or used since, those behind <paramref name="after"/>. Tells how many it deleted and
    /// where it came to; nowhere when none is left.
    /// </summary>
    public async Task<(int Deleted, CustomerId? Last)> TakeBack(ShopId shop, Guid import, CustomerId after, int most, CancellationToken ct)
    {
        var some = new List<CustomerId>();
        await using (var command = db.Command("SELECT id FROM customers WHERE shop_id = @shop AND made_by_import = @import AND id > @after ORDER BY id LIMIT @most")
            .With("shop", shop.Value).With("import", import).With("after", after.Value).With("most", most))
        {
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct)) some.Add(CustomerId.From(reader.ReadGuid(0)));
        }

        if (some.Count == 0) return (0, null);
        var used = new HashSet<CustomerId>();
        foreach (var use in uses) used.UnionWith(await use.Used(shop, some, ct));
        var free = some.Where(id => !used.Contains(id)).ToList();
        return (await db.Customers.Where(c => c.ShopId == shop && free.Contains(c.Id)).ExecuteDeleteAsync(ct), some[^1]);
    }

    private static List<Contact> ContactsOf(FileCustomer row, string? region, List<FileDoubt> doubts)
    {
        var contacts = new List<Contact>(2);
        if (Contacts.TryPhone(row.Phone, region, verified: false, out var phone)) contacts.Add(phone);
        else if (row.Phone.Length > 0) doubts.Add(new FileDoubt(row.Line, FileDoubtKind.BadPhone, Rejected: false));
        if (Contacts.TryEmail(row.Email, verified: false, out var email)) contacts.Add(email);
        else if (row.Email.Length > 0) doubts.Add(new FileDoubt(row.Line, FileDoubtKind.BadEmail, Rejected: false));
        return contacts;
    }
}
