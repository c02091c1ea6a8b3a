using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>A name, number or account of a customer as it looks: those of others with the same skeleton are easily taken for it (A3.17).</summary>
internal sealed class CustomerFace(ShopId shopId, string skeleton, CustomerId customerId, string shown)
{
    public const int Longest = 254;

    public ShopId ShopId { get; private set; } = shopId;
    public string Skeleton { get; private set; } = skeleton;
    public CustomerId CustomerId { get; private set; } = customerId;
    public string Shown { get; private set; } = shown;

    public static IReadOnlyList<CustomerFace> Of(Customer customer) =>
        [.. Of(customer.Name, customer.ExternalId, customer.Identities.Where(i => !i.IsContact).Select(i => i.Display)).Select(f => new CustomerFace(customer.ShopId, f.Skeleton, customer.Id, f.Shown))];

    /// <summary>What a customer shows the world by, each once.</summary>
    public static IEnumerable<(string Skeleton, string Shown)> Of(string name, string externalId, IEnumerable<string> accounts) =>
        accounts.Prepend(externalId).Prepend(name).Distinct(StringComparer.Ordinal).Select(shown => (LookAlike.Skeleton(shown), shown)).Where(f => f.Item1.Length > 0);
}
