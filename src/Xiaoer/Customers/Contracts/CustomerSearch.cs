using Microsoft.EntityFrameworkCore;
using Xiaoer.Accounts.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;
using Xiaoer.Shared.Platform;

namespace Xiaoer.Customers.Contracts;

/// <summary>
/// Finds customers: first whose number, phone, address or account it is – only whole, never a part of what is masked (reliability C-10) – then whose
/// name or number has the words, newest first.
/// </summary>
internal sealed class CustomerSearch(XiaoerDb db, ShopDirectory shops)
{
    private const int MostWords = 8;
    private const int MostAtOnce = 200;
    private const int MostExamined = 2000;

    /// <summary>At most so many; the whole ones only at the beginning. <c>Next</c>: the last customer looked at, when there may be more.</summary>
    public async Task<(IReadOnlyList<CustomerHit> Hits, CustomerId? Next)> Find(ShopId shop, string asked, CustomerId? behind, int most, CancellationToken ct)
    {
        var query = SearchQuery.Of(asked);
        var whole = await Whole(shop, asked.Trim(), query, ct);
        var hits = behind is null ? whole.Values.Take(most).ToList() : [];
        if (query.IsEmpty) return (hits, null);

        var examined = 0;
        while (examined < MostExamined)
        {
            var ids = await Named(shop, query, behind).Take(MostAtOnce).ToListAsync(ct);
            var customers = (await db.Customers.AsNoTracking().Where(c => c.ShopId == shop && ids.Contains(c.Id)).ToListAsync(ct)).ToDictionary(c => c.Id);
            foreach (var id in ids)
            {
                if (hits.Count == most) return (hits, behind);
                behind = id;
                if (!whole.ContainsKey(id) && customers.TryGetValue(id, out var customer) && Show(customer, query, null) is { } hit) hits.Add(hit);
            }

            if (ids.Count < MostAtOnce) return (hits, null);
            examined += ids.Count;
        }

        return (hits, behind);
    }

    // The longest word is in the fewest names: it leads, the others are looked up in the same key.
    private IQueryable<CustomerId> Named(ShopId shop, SearchQuery query, CustomerId? behind)
    {
        var words = query.Words.OrderByDescending(w => w.Length).ThenBy(w => w, StringComparer.Ordinal).Take(MostWords).ToList();
        var first = words[0];
        var found = db.CustomerWords.AsNoTracking().Where(w => w.ShopId == shop && w.Word == first);
        if (behind is { } last) found = found.Behind(w => w.CustomerId, last);
        foreach (var other in words.Skip(1))
            found = found.Where(w => db.Set<CustomerWord>().Any(o => o.ShopId == shop && o.Word == other && o.CustomerId == w.CustomerId));
        return found.OrderByDescending(w => w.CustomerId).Select(w => w.CustomerId);
    }

    private async Task<Dictionary<CustomerId, CustomerHit>> Whole(ShopId shop, string asked, SearchQuery query, CancellationToken ct)
    {
        var region = Contacts.RegionOf(await shops.Find(shop, ct));
        var contact = Contacts.TryEmail(asked, false, out var email) ? email : Contacts.TryPhone(asked, region, false, out var phone) ? phone : null;
        var values = contact is null ? new List<string> { asked } : [asked, contact.Value];
        var identities = await db.Identities.AsNoTracking().Where(i => i.ShopId == shop && values.Contains(i.Value)).OrderBy(i => i.CustomerId).Take(50).ToListAsync(ct);
        var ids = identities.Select(i => i.CustomerId).Distinct().ToList();
        var customers = await db.Customers.AsNoTracking().Where(c => c.ShopId == shop && (c.ExternalId == asked || ids.Contains(c.Id))).ToListAsync(ct);
        var hits = new Dictionary<CustomerId, CustomerHit>();
        foreach (var customer in customers.OrderByDescending(c => c.ExternalId == asked).ThenByDescending(c => c.Id.Value))
        {
            var by = identities.Find(i => i.CustomerId == customer.Id);
            hits[customer.Id] = Show(customer, query, by is null ? null : Masking.Of(by.Kind, by.Value)) ?? Plain(customer, by);
        }

        return hits;
    }

    private static CustomerHit? Show(Customer c, SearchQuery query, string? contact)
    {
        if (query.Find(CustomerWord.Line(c.Name, c.ExternalId)) is not { } found) return null;
        var number = c.Name == c.ExternalId ? 0 : c.Name.Length + 1;
        return new CustomerHit(
            c.Id.Value, new MarkedText(c.Name, [.. found.Where(r => r.End <= c.Name.Length)]),
            new MarkedText(c.ExternalId, [.. found.Where(r => r.Start >= number).Select(r => new TextRange(r.Start - number, r.End - number))]), c.Region, c.Tier, contact);
    }

    private static CustomerHit Plain(Customer c, Identity? by) =>
        new(c.Id.Value, new MarkedText(c.Name, []), new MarkedText(c.ExternalId, []), c.Region, c.Tier, by is null ? null : Masking.Of(by.Kind, by.Value));
}
