using Xiaoer.Platform.Database;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>
/// A phone number or address that was said of this customer while another one has it already. It stays theirs; that both came with it is why the panel
/// asks whether they are one person (A3.18).
/// </summary>
internal sealed class SharedContact(ShopId shopId, IdentityKind kind, string value, CustomerId customerId)
{
    public ShopId ShopId { get; private init; } = shopId;
    public IdentityKind Kind { get; private init; } = kind;
    public string Value { get; private init; } = value;
    public CustomerId CustomerId { get; private init; } = customerId;
}

/// <summary>What a warning rested on when somebody put it aside.</summary>
internal sealed class DismissedWarning(ShopId shopId, CustomerId customerId, CustomerWarningKind kind, string evidence, Guid by, DateTimeOffset at)
{
    public ShopId ShopId { get; private init; } = shopId;
    public CustomerId CustomerId { get; private init; } = customerId;
    public CustomerWarningKind Kind { get; private init; } = kind;
    public string Evidence { get; private init; } = evidence;
    public Guid By { get; private init; } = by;
    public DateTimeOffset At { get; private init; } = at;
}

/// <summary>Keeps what two customers came with. Inside a <c>Write</c>; a customer that is only being added is saved first.</summary>
internal static class Sharing
{
    public static async Task Share(this XiaoerDb db, ShopId shop, CustomerId customer, Contact contact, CancellationToken ct)
    {
        await db.SaveChangesAsync(ct);
        await using var insert = db.Command("INSERT INTO shared_contacts (shop_id, kind, value, customer_id) VALUES (@shop, @kind, @value, @customer) ON CONFLICT DO NOTHING")
            .With("shop", shop.Value).With("kind", contact.Kind).With("value", contact.Value).With("customer", customer.Value);
        await insert.ExecuteNonQueryAsync(ct);
    }
}
