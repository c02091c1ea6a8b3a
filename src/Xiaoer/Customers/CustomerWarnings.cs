using Microsoft.EntityFrameworkCore;
using Xiaoer.Customers.Contracts;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>Finds what an agent should know before changing anything for a customer: who looks alike, who may be the same person, what could go in one parcel.</summary>
internal sealed class CustomerWarnings(XiaoerDb db, ICustomerOrders orders)
{
    /// <summary>Nobody reads more; a phone number hundreds came with is the shop's own.</summary>
    private const int MostOthers = 20;

    /// <param name="withOrders">May the caller see orders? Addresses are known from them.</param>
    public async Task<IReadOnlyList<CustomerWarningView>> Of(ShopId shop, CustomerId customer, bool withOrders, CancellationToken ct)
    {
        List<CustomerWarningView> warnings = [];
        if (await LookAlikes(shop, customer, ct) is { Count: > 0 } alike) warnings.Add(new(CustomerWarningKind.LookAlike, alike, []));
        if (await SamePerson(shop, customer, withOrders, ct) is { Count: > 0 } same) warnings.Add(new(CustomerWarningKind.SamePerson, same, []));
        if (withOrders && WarningRules.Lots(await orders.Unsent(shop, customer, ct)) is { Count: > 0 } lots) warnings.Add(new(CustomerWarningKind.MergeOrders, [], lots));
        return warnings;
    }

    public async Task<HashSet<string>> Dismissed(ShopId shop, CustomerId customer, CustomerWarningKind kind, CancellationToken ct) =>
        (await db.DismissedWarnings.AsNoTracking().Where(d => d.ShopId == shop && d.CustomerId == customer && d.Kind == kind).Select(d => d.Evidence).ToListAsync(ct)).ToHashSet(StringComparer.Ordinal);

    private async Task<IReadOnlyList<OtherAccount>> LookAlikes(ShopId shop, CustomerId customer, CancellationToken ct)
    {
        var mine = await db.CustomerFaces.AsNoTracking().Where(f => f.ShopId == shop && f.CustomerId == customer).ToListAsync(ct);
        var skeletons = mine.Select(f => f.Skeleton).Distinct(StringComparer.Ordinal).ToList();
        var names = mine.Select(f => f.Shown).ToList(); // thousands may be called 李娟: those who are called the same are no look-alikes
        var others = await db.CustomerFaces.AsNoTracking().Where(f => f.ShopId == shop && f.CustomerId != customer && skeletons.Contains(f.Skeleton) && !names.Contains(f.Shown))
            .OrderByDescending(f => f.CustomerId).Take(MostOthers * 4).ToListAsync(ct);
        var pairs = new Dictionary<CustomerId, (string Mine, string Theirs)>();
        foreach (var other in others)
            if (mine.Find(f => f.Skeleton == other.Skeleton && !LookAlike.IsSame(f.Shown, other.Shown)) is { } face) pairs.TryAdd(other.CustomerId, (face.Shown, other.Shown));
        return await Named(shop, [.. pairs.Keys.Take(MostOthers)], (id, name, number) => new OtherAccount(id.Value, name, number, pairs[id].Mine, pairs[id].Theirs, []), ct);
    }

    private async Task<IReadOnlyList<OtherAccount>> SamePerson(ShopId shop, CustomerId customer, bool withOrders, CancellationToken ct)
    {
        var mine = await db.Identities.AsNoTracking().Where(i => i.ShopId == shop && i.CustomerId == customer && (i.Kind == IdentityKind.Phone || i.Kind == IdentityKind.Email)).Select(i => i.Value)
            .Union(db.SharedContacts.Where(c => c.ShopId == shop && c.CustomerId == customer).Select(c => c.Value)).ToListAsync(ct);
        var by = new Dictionary<CustomerId, SortedSet<SameBy>>();
        if (mine.Count > 0)
        {
            var known = await db.Identities.AsNoTracking().Where(i => i.ShopId == shop && i.CustomerId != customer && mine.Contains(i.Value)).Select(i => new { i.CustomerId, i.Kind }).Take(MostOthers * 2).ToListAsync(ct);
            var shared = await db.SharedContacts.AsNoTracking().Where(c => c.ShopId == shop && c.CustomerId != customer && mine.Contains(c.Value)).Select(c => new { c.CustomerId, c.Kind }).Take(MostOthers * 2).ToListAsync(ct);
            foreach (var other in known.Concat(shared))
                if (other.Kind == IdentityKind.Phone) Say(other.CustomerId, SameBy.Phone);
                else if (other.Kind == IdentityKind.Email) Say(other.CustomerId, SameBy.Email);
        }

        if (withOrders)
            foreach (var other in await orders.AtTheSameAddress(shop, customer, MostOthers, ct)) Say(other, SameBy.Address);
        return await Named(shop, [.. by.Keys.OrderByDescending(id => id.Value).Take(MostOthers)], (id, name, number) => new OtherAccount(id.Value, name, number, null, null, [.. by[id]]), ct);

        void Say(CustomerId other, SameBy why)
        {
            if (!by.TryGetValue(other, out var known)) by[other] = known = [];
            known.Add(why);
        }
    }

    private async Task<IReadOnlyList<OtherAccount>> Named(ShopId shop, IReadOnlyList<CustomerId> ids, Func<CustomerId, string, string, OtherAccount> show, CancellationToken ct)
    {
        if (ids.Count == 0) return [];
        var found = await db.Customers.AsNoTracking().Where(c => c.ShopId == shop && ids.Contains(c.Id)).Select(c => new { c.Id, c.Name, c.ExternalId }).ToListAsync(ct);
        return [.. found.OrderByDescending(c => c.Id.Value).Select(c => show(c.Id, c.Name, c.ExternalId))];
    }
}
