using Xiaoer.Shared.Accounts;
using Xiaoer.Shared.Customers;

namespace Xiaoer.Customers.Contracts;

/// <summary>What customers ask of Orders, which stands above them and answers.</summary>
internal interface ICustomerOrders
{
    /// <summary>Figures of those customers that have any order.</summary>
    Task<IReadOnlyDictionary<CustomerId, OrderSummary>> Summaries(ShopId shop, IReadOnlyCollection<CustomerId> customers, CancellationToken ct);
}
