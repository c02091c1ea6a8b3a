using Xiaoer.Platform;
using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>A customer as a file of orders names one: a number, and perhaps where they live.</summary>
internal sealed record NewCustomer(string ExternalId, string? Region);

/// <summary>Makes sure that the customers of a file exist; those that do stay as they are. Inside a <c>Write</c>.</summary>
internal sealed class CustomerIntake(XiaoerDb db, TimeProvider time)
{
    public async Task<IReadOnlyDictionary<string, CustomerId>> Take(ShopId shop, IReadOnlyCollection<NewCustomer> customers, CancellationToken ct)
    {
        await using var insert = db.Command(
            """
            INSERT INTO customers (shop_id, id, external_id, name, name_key, region, created_at, updated_at, version)
            VALUES (@shop, @id, @external, @external, @key, @region, @at, @at, 1) ON CONFLICT (shop_id, external_id) DO NOTHING
            """).With("shop", shop.Value).With("id", time.NewId()).With("external", "").With("key", "").With("region", "").With("at", time.Now());
        await using var find = db.Command("SELECT id FROM customers WHERE shop_id = @shop AND external_id = @external").With("shop", shop.Value).With("external", "");
        await using var word = db.Command("INSERT INTO customer_words (shop_id, word, customer_id) VALUES (@shop, @word, @id)").With("shop", shop.Value).With("word", "").With("id", Guid.Empty);
        await insert.PrepareAsync(ct);
        await word.PrepareAsync(ct);
        await find.PrepareAsync(ct);

        // One order for everybody: two files that bring the same new customers must not wait for each other in a circle.
        var ids = new Dictionary<string, CustomerId>(StringComparer.Ordinal);
        foreach (var customer in customers.OrderBy(c => c.ExternalId, StringComparer.Ordinal))
        {
            var id = time.NewId();
            insert.Set("id", id).Set("external", customer.ExternalId).Set("key", Customer.KeyOf(customer.ExternalId)).Set("region", customer.Region);
            if (await insert.ExecuteNonQueryAsync(ct) == 0)
            {
                await using var reader = await find.Set("external", customer.ExternalId).ExecuteReaderAsync(ct);
                await reader.ReadAsync(ct);
                id = reader.ReadGuid(0);
            }
            else
                foreach (var text in CustomerWord.Texts(customer.ExternalId, customer.ExternalId)) await word.Set("id", id).Set("word", text).ExecuteNonQueryAsync(ct);

            ids[customer.ExternalId] = CustomerId.From(id);
        }

        return ids;
    }
}
