using Xiaoer.Platform.Search;
using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers;

/// <summary>One word a customer is found by: of the name and the customer number, never of contact data.</summary>
internal sealed class CustomerWord(ShopId shopId, string word, CustomerId customerId)
{
    public ShopId ShopId { get; private set; } = shopId;
    public string Word { get; private set; } = word;
    public CustomerId CustomerId { get; private set; } = customerId;

    public static IReadOnlyList<CustomerWord> Of(Customer customer) => [.. Texts(customer.Name, customer.ExternalId).Select(w => new CustomerWord(customer.ShopId, w, customer.Id))];

    public static IReadOnlyCollection<string> Texts(string name, string externalId) => SearchWords.Of(Line(name, externalId));

    /// <summary>Name and number as one text: a search may name both.</summary>
    public static string Line(string name, string externalId) => name == externalId ? name : $"{name} {externalId}";
}
