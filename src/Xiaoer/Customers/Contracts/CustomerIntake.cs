using System.Data.Common;
using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>Makes sure that the buyers of a file exist; those that do stay as they are. Inside a <c>Write</c>.</summary>
internal sealed class CustomerIntake(XiaoerDb db, TimeProvider time)
{
    /// <param name="import">The import that brings them, kept on those it makes.</param>
    /// <returns>Their ids by <see cref="FileBuyer.Key"/>.</returns>
    public async Task<IReadOnlyDictionary<string, CustomerId>> Take(ShopId shop, IReadOnlyCollection<FileBuyer> buyers, Guid import, CancellationToken ct)
    {
        await using var insert = db.Command(
            """
            INSERT INTO customers (shop_id, id, external_id, name, name_key, region, importance, made_by_import, created_at, updated_at, version)
            VALUES (@shop, @id, @external, @name, @key, @region, 'Normal', @import, @at, @at, 1) ON CONFLICT (shop_id, external_id) DO NOTHING
            """).With("shop", shop.Value).With("id", time.NewId()).With("external", "").With("name", "").With("key", "").With("region", "").With("import", import).With("at", time.Now());
        await using var find = db.Command("SELECT id FROM customers WHERE shop_id = @shop AND external_id = @external").With("shop", shop.Value).With("external", "");
        await using var word = db.Command("INSERT INTO customer_words (shop_id, word, customer_id) VALUES (@shop, @word, @id)").With("shop", shop.Value).With("word", "").With("id", Guid.Empty);
        await using var face = db.Command("INSERT INTO customer_faces (shop_id, skeleton, customer_id, shown) VALUES (@shop, @skeleton, @id, @shown)")
            .With("shop", shop.Value).With("skeleton", "").With("id", Guid.Empty).With("shown", "");
        await using var identity = db.Command(
            "SELECT customer_id FROM customer_identities WHERE shop_id = @shop AND kind = @kind AND source = @source AND value = @value")
            .With("shop", shop.Value).With("kind", "").With("source", "").With("value", "");
        await using var learn = db.Command(
            """
            INSERT INTO customer_identities (shop_id, kind, source, value, display, customer_id, verified)
            VALUES (@shop, @kind, @source, @value, @display, @customer, @verified) ON CONFLICT (shop_id, kind, source, value) DO NOTHING
            """).With("shop", shop.Value).With("kind", "").With("source", "").With("value", "").With("display", "").With("customer", Guid.Empty).With("verified", false);
        await insert.PrepareAsync(ct);
        await word.PrepareAsync(ct);
        await face.PrepareAsync(ct);
        await find.PrepareAsync(ct);

        // One order for everybody: two files that bring the same new customers must not wait for each other in a circle.
        var ids = new Dictionary<string, CustomerId>(StringComparer.Ordinal);
        foreach (var buyer in buyers.OrderBy(b => b.Key, StringComparer.Ordinal))
        {
            var id = buyer.Number.Length > 0 ? null : await Known(identity, buyer, ct);
            if (id is null)
            {
                var fresh = time.NewId();
                var name = buyer.Name ?? (buyer.Account.Length > 0 ? buyer.Account : buyer.NewNumber);
                insert.Set("id", fresh).Set("external", buyer.NewNumber).Set("name", name).Set("key", Customer.KeyOf(name)).Set("region", buyer.Region);
                if (await insert.ExecuteNonQueryAsync(ct) == 1)
                {
                    id = fresh;
                    await Learn(shop, learn, fresh, buyer, ct);
                    foreach (var text in CustomerWord.Texts(name, buyer.NewNumber)) await word.Set("id", fresh).Set("word", text).ExecuteNonQueryAsync(ct);
                    foreach (var (skeleton, shown) in CustomerFace.Of(name, buyer.NewNumber, buyer.Account.Length > 0 ? [buyer.Account] : []))
                        await face.Set("id", fresh).Set("skeleton", skeleton).Set("shown", shown).ExecuteNonQueryAsync(ct);
                }
                else id = await First(find.Set("external", buyer.NewNumber), ct);
            }

            ids[buyer.Key] = CustomerId.From(id!.Value);
        }

        return ids;
    }

    private static async Task<Guid?> Known(DbCommand identity, FileBuyer buyer, CancellationToken ct)
    {
        if (buyer.Account.Length > 0)
            return await First(identity.Set("kind", IdentityKind.Platform).Set("source", buyer.Platform).Set("value", buyer.Account), ct);
        foreach (var contact in buyer.Contacts)
            if (await First(identity.Set("kind", contact.Kind).Set("source", Identity.ShopSource).Set("value", contact.Value), ct) is { } known) return known;
        return null;
    }

    private async Task Learn(ShopId shop, DbCommand learn, Guid customer, FileBuyer buyer, CancellationToken ct)
    {
        learn.Set("customer", customer);
        if (buyer.Account.Length > 0)
        {
            learn.Set("kind", IdentityKind.Platform).Set("source", buyer.Platform).Set("value", buyer.Account).Set("display", buyer.Account).Set("verified", true);
            await learn.ExecuteNonQueryAsync(ct);
        }

        foreach (var contact in buyer.Contacts)
        {
            learn.Set("kind", contact.Kind).Set("source", Identity.ShopSource).Set("value", contact.Value).Set("display", contact.Display).Set("verified", false);
            if (await learn.ExecuteNonQueryAsync(ct) == 0) await db.Share(shop, new CustomerId(customer), contact, ct);
        }
    }

    private static async Task<Guid?> First(DbCommand command, CancellationToken ct)
    {
        await using var reader = await command.ExecuteReaderAsync(ct);
        return await reader.ReadAsync(ct) ? reader.ReadGuid(0) : null;
    }
}
