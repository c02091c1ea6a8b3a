using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>What customers ask of Orders, which stands above them and answers.</summary>
internal interface ICustomerOrders
{
    /// <summary>Figures of those customers that have any order.</summary>
    Task<IReadOnlyDictionary<CustomerId, OrderSummary>> Summaries(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct);

    /// <summary>Paid orders of the customer that were not sent, each with the mark of where it goes; null where that is not known.</summary>
    Task<IReadOnlyList<(OpenOrder Order, string? Place)>> Unsent(ShopId shop, CustomerId customer, CancellationToken ct);

    /// <summary>Other customers whose orders went to the same person at the same address.</summary>
    Task<IReadOnlyCollection<CustomerId>> AtTheSameAddress(ShopId shop, CustomerId customer, int most, CancellationToken ct);
}
