using Microsoft.EntityFrameworkCore;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>Remembers under which id another system knows a customer. Inside a <c>Write</c>.</summary>
internal sealed class ForeignAccounts(XiaoerDb db)
{
    /// <param name="numbers">Ids there and the customers' numbers here. An id that is known already stays with whom it was given to.</param>
    public async Task Remember(ShopId shop, string system, IReadOnlyDictionary<string, string> numbers, CancellationToken ct)
    {
        var wanted = numbers.Values.Distinct(StringComparer.Ordinal).ToList();
        var ids = await db.Customers.AsNoTracking().Where(c => c.ShopId == shop && wanted.Contains(c.ExternalId)).ToDictionaryAsync(c => c.ExternalId, c => c.Id, StringComparer.Ordinal, ct);
        await using var learn = db.Command(
            """
            INSERT INTO customer_identities (shop_id, kind, source, value, display, customer_id, verified)
            VALUES (@shop, @kind, @source, @value, @value, @customer, @verified) ON CONFLICT (shop_id, kind, source, value) DO NOTHING
            """).With("shop", shop.Value).With("kind", IdentityKind.Platform).With("source", system).With("value", "").With("customer", Guid.Empty).With("verified", false);
        foreach (var (account, number) in numbers)
            if (ids.TryGetValue(number, out var customer)) await learn.Set("value", account).Set("customer", customer.Value).ExecuteNonQueryAsync(ct);
    }

    /// <summary>The customers behind ids of the other system; those nobody has told of are left out.</summary>
    public async Task<IReadOnlyDictionary<string, CustomerBrief>> Find(ShopId shop, string system, IReadOnlyCollection<string> accounts, CancellationToken ct) =>
        await db.Identities.AsNoTracking().Where(i => i.ShopId == shop && i.Kind == IdentityKind.Platform && i.Source == system && accounts.Contains(i.Value))
            .Join(db.Customers.Where(c => c.ShopId == shop), i => i.CustomerId, c => c.Id, (i, c) => new { i.Value, Brief = new CustomerBrief(c.Id, c.ExternalId, c.Name, c.Tier) })
            .ToDictionaryAsync(f => f.Value, f => f.Brief, StringComparer.Ordinal, ct);
}
